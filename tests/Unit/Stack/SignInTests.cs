using Mem0Observability.Compose;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Unit.Stack;

public sealed class SignInTests
{
    [Fact]
    public async Task Whoever_must_sign_in_is_told_the_user_and_the_file_wherever_the_secret_is_mounted()
    {
        var stack = new StackBuilder();
        stack.Services["elasticsearch"] = StackBuilder.Service("elasticsearch") with { Mounts = [new(MountKind.Bind, "/state/secrets/elastic_password", "/run/secrets/elastic_password", true, "secret", default)] };
        stack.Services["kibana"] = StackBuilder.Service("kibana");
        stack.Services["grafana"] = StackBuilder.Service("grafana");
        foreach (var service in stack.Services.Values) stack.Engine.Images[service.Image] = new($"sha256:{service.Image}", new Dictionary<string, string>());
        await stack.DeployAsync();
        var rows = await StackView.ListAsync(stack.Engine, "p", TestContext.Current.CancellationToken);
        rows.Where(r => r.Credentials.Length > 0).Should().OnlyContain(r => r.Credentials == "user elastic, password in /state/secrets/elastic_password")
            .And.Subject.Select(r => r.Service).Should().Equal("elasticsearch", "kibana");
    }
}
