using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>Each wrong input gives one error with its own id, and the engine has nothing of the project afterwards.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("services: [unclosed\n", "ComposeSyntax", "compose.yml:2")]
    [InlineData("services:\n  a:\n    image: debian:trixie-slim\n    imagee: x\n", "ComposeUnknownKey", "compose.yml:4")]
    [InlineData("services:\n  a:\n    image: ${NOBODY_SETS_THIS:?say which image}\n", "ComposeVariableMissing", "say which image")]
    public async Task A_wrong_compose_file_names_the_place_and_touches_nothing(string compose, string errorId, string named)
    {
        await using var stack = await TempStack.CreateAsync(compose);
        var error = await stack.FailAsync();
        error.ErrorId.Should().Be(errorId);
        error.Message.Should().Contain(named);
        await stack.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_port_that_a_process_holds_is_named_with_the_process()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var stack = await TempStack.CreateAsync($"services:\n{TempStack.Idle("web", $"""    ports: ["127.0.0.1:{port}:80"]""")}");
        var error = await stack.FailAsync();
        error.ErrorId.Should().Be("PortInUse");
        error.Target.Should().Be("web");
        error.Message.Should().Contain(port.ToString(CultureInfo.InvariantCulture)).And.Contain($"process {Environment.ProcessId}");
        await stack.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_port_that_a_container_holds_is_named_with_the_container()
    {
        var compose = $"services:\n{TempStack.Idle("web", $"""    ports: ["127.0.0.1:{Port.Free()}:80"]""")}";
        await using var holder = await TempStack.CreateAsync(compose);
        await using var stack = await TempStack.CreateAsync(compose);
        await holder.StartAsync(TestContext.Current.CancellationToken);
        var error = await stack.FailAsync();
        error.ErrorId.Should().Be("PortInUse");
        error.Message.Should().Contain($"container '{holder.Project}-web-1'");
        await stack.NothingIsLeftAsync();
    }

    [Fact]
    public async Task An_image_that_nobody_has_is_named_and_nothing_is_made()
    {
        await using var stack = await TempStack.CreateAsync($"services:\n  lost:\n    image: mem0-nowhere/none:1\n{TempStack.Idle("other")}");
        var error = await stack.FailAsync();
        error.ErrorId.Should().Be("ImagePullFailed");
        error.Message.Should().Contain("mem0-nowhere/none:1");
        await stack.NothingIsLeftAsync();
    }
}
