using Docker.DotNet;

namespace Mem0Observability.Tests.Integration.Deploy;

/// <summary>An image that is built from a folder, with its Dockerfile elsewhere.</summary>
public sealed class BuildTests : IAsyncDisposable
{
    private readonly string _image = $"mem0-itest/{Guid.NewGuid():N}:1";
    private readonly HashSet<string> _made = [];

    [Fact]
    public async Task An_image_is_built_once_and_again_when_its_Dockerfile_or_a_file_of_it_changed()
    {
        await using var stack = await TempStack.CreateAsync($$"""
            services:
              built:
                image: {{_image}}
                build: { context: ./app, dockerfile: ../recipe, args: { GREETING: hello } }
                command: [sleep, "600"]
                init: true
            """);
        Directory.CreateDirectory(Path.Combine(stack.Folder, "app"));
        stack.Write("app/data.txt", "one");
        stack.Write("recipe", "FROM debian:trixie-slim\nARG GREETING\nRUN echo $GREETING > /greeting\nCOPY . /app/\n");
        await stack.StartAsync(TestContext.Current.CancellationToken);
        (await OutputAsync(stack, "cat /greeting /app/data.txt; ls -A /app")).Should().Be("hello\nonedata.txt", "the Dockerfile does not get into the image");

        var first = await ImageAsync(stack);
        await stack.StartAsync(TestContext.Current.CancellationToken);
        (await ImageAsync(stack)).Should().Be(first);

        stack.Write("app/data.txt", "two");
        await stack.StartAsync(TestContext.Current.CancellationToken);
        (await OutputAsync(stack, "cat /app/data.txt")).Should().Be("two");

        stack.Write("recipe", "FROM debian:trixie-slim\nCOPY . /elsewhere/\n");
        await stack.StartAsync(TestContext.Current.CancellationToken);
        (await OutputAsync(stack, "ls -A /elsewhere")).Should().Be("data.txt");
    }

    [Fact]
    public async Task A_build_that_fails_is_one_error_with_what_the_build_said()
    {
        await using var stack = await TempStack.CreateAsync($"services:\n  built:\n    image: {_image}\n    build: ./app\n{TempStack.Idle("other")}");
        Directory.CreateDirectory(Path.Combine(stack.Folder, "app"));
        stack.Write("app/Dockerfile", "FROM debian:trixie-slim\nRUN echo the reason; exit 9\n");
        var error = await stack.FailAsync();
        error.ErrorId.Should().Be("ImageBuildFailed");
        error.Message.Should().Contain(_image).And.Contain("the reason");
        await stack.NothingIsLeftAsync();
    }

    public async ValueTask DisposeAsync()
    {
        using var client = new DockerClientBuilder().Build();
        foreach (var image in _made) await client.Images.DeleteImageAsync(image, new() { Force = true });
    }

    private async Task<string> ImageAsync(TempStack stack)
    {
        var image = (await stack.ContainerAsync("built")).ImageId;
        _made.Add(image);
        return image;
    }

    private async Task<string> OutputAsync(TempStack stack, string script)
    {
        await ImageAsync(stack);
        return (await stack.Engine.ExecAsync((await stack.ContainerAsync("built")).Id, ["sh", "-c", script], TestContext.Current.CancellationToken))!.Output;
    }
}
