using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Stack;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary>docker compose v2 as the distribution packages it, on the same file, images, ports and secrets.</summary>
internal sealed class ComposePeer
{
    private const string Package = "docker-compose";
    private readonly string _program;

    private ComposePeer(string program) => _program = program;

    public static async Task<ComposePeer> FindAsync(IContainerEngine engine, CancellationToken cancellationToken)
    {
        var program = Path.Combine(Checkout.Tools, Package);
        if (!File.Exists(program)) await DownloadAsync(engine, cancellationToken);
        var version = await ProcessRunner.RunAsync(program, ["version", "--short"], cancellationToken);
        Report.Say($"Peer: docker compose {version?.Output.Trim()}");
        return new(program);
    }

    public Task UpAsync(CancellationToken cancellationToken) => RunAsync(["up", "-d", "--wait"], cancellationToken);

    public Task DownAsync(CancellationToken cancellationToken) => RunAsync(["down", "-v"], cancellationToken);

    private async Task RunAsync(string[] command, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "--project-name", BenchStack.Project,
            "--file", Path.Combine(Checkout.Stack, StackFiles.Monitoring),
            "--env-file", Path.Combine(Checkout.Stack, "monitoring", "versions.env"),
            "--env-file", Path.Combine(Checkout.Stack, "monitoring", "lite.env"),
            "--env-file", Path.Combine(Checkout.Stack, "monitoring", "images", "distribution.env"),
            .. command,
        ];
        var result = await ProcessRunner.RunAsync(_program, arguments, cancellationToken);
        if (result is not { ExitCode: 0 }) throw new InvalidOperationException($"docker compose {string.Join(' ', command)} failed: {result?.Error}");
    }

    /// <summary>Inside the distribution the stack's images are made of, so that it is there wherever the stack is.</summary>
    private static async Task DownloadAsync(IContainerEngine engine, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Checkout.Tools);
        var service = new ServiceSpec
        {
            Name = "download",
            Position = default,
            Image = BaseImage.Reference,
            Command = ["sh", "-ec", $"apt-get update -qq; cd /tmp; apt-get download -qq {Package}; dpkg-deb -x {Package}_*.deb x; find x -type f -name {Package} -exec install -m 755 {{}} /out/ ';'"],
            Mounts = [OneOff.Folder(Checkout.Tools, "/out")],
        };
        await OneOff.RunAsync(engine, service, cancellationToken);
    }
}
