namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>A service that does not come up ends the run soon, says why, and takes what the run has made with it.</summary>
public sealed class UnreadyServiceTests
{
    [Fact]
    public async Task A_service_that_exits_ends_the_run_with_its_last_line()
    {
        await using var stack = await TempStack.CreateAsync($"""
            services:
            {TempStack.Idle("other", "    volumes: [data:/data]")}
              broken:
                image: debian:trixie-slim
                command: [sh, -c, "echo first; echo the last words; exit 3"]
            volumes:
              data: {"{}"}
            """);
        var error = await stack.FailAsync();
        error.ErrorId.Should().Be("ServiceExited");
        error.Target.Should().Be("broken");
        error.Message.Should().Contain("code 3").And.EndWith("the last words");
        await stack.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_service_that_is_restarted_again_and_again_counts_as_exited()
    {
        await using var stack = await TempStack.CreateAsync("""
            services:
              broken:
                image: debian:trixie-slim
                command: [sh, -c, "echo the last words; exit 1"]
                restart: unless-stopped
            """);
        var error = await stack.FailAsync();
        error.ErrorId.Should().Be("ServiceExited");
        error.Message.Should().Contain("the last words");
        await stack.NothingIsLeftAsync();
    }

    [Theory]
    [InlineData("60s", 100, 4, "ServiceNotReady")]
    [InlineData("1s", 1, 60, "ServiceUnhealthy")]
    public async Task A_service_that_never_gets_healthy_is_named_with_what_its_test_said(string interval, int retries, int limit, string errorId)
    {
        await using var stack = await TempStack.CreateAsync($"""
            services:
            {TempStack.Idle("sick", $"    healthcheck: {{ test: [CMD-SHELL, \"echo not yet; exit 7\"], interval: {interval}, retries: {retries} }}")}
            """);
        stack.Timeout = TimeSpan.FromSeconds(limit);
        var error = await stack.FailAsync();
        error.ErrorId.Should().Be(errorId);
        error.Target.Should().Be("sick");
        error.Message.Should().Contain("not yet");
        await stack.NothingIsLeftAsync();
    }
}
