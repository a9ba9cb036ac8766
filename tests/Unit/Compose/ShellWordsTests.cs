using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Compose;

public sealed class ShellWordsTests
{
    private static IReadOnlyList<string> Split(string command) => ShellWords.Split(command, new SourcePosition("f.yml", 1, 1), "services.s.command");

    [Theory]
    [InlineData("a 'b c' \"d e\" f\\ g", "a|b c|d e|f g")]
    [InlineData("a\"b c\"d", "ab cd")]
    [InlineData("a \"\" b", "a||b")]
    [InlineData("a \"x\\ny\\\"q\" 'x\\ny'", "a|xny\"q|x\\ny")]
    [InlineData("  a\t b\n", "a|b")]
    [InlineData("a # {b}*?[x]~!", "a|#|{b}*?[x]~!")]
    [InlineData("--x='$y; z'", "--x=$y; z")]
    public void Words_are_split_as_compose_splits_them(string command, string words) => Split(command).Should().Equal(words.Split('|'));

    [Fact]
    public void Nothing_gives_no_words() => Split(" ").Should().BeEmpty();

    [Theory]
    [InlineData("a; b")]
    [InlineData("a > b")]
    [InlineData("a | b")]
    [InlineData("a && b")]
    [InlineData("a $(b)")]
    [InlineData("a `b`")]
    [InlineData("a 'b")]
    [InlineData("a \"b")]
    [InlineData("a b\\")]
    public void What_only_a_shell_understands_is_an_error(string command) =>
        FluentActions.Invoking(() => Split(command)).Should().Throw<StackException>()
            .WithMessage("f.yml:1:1: services.s.command: *").Which.ErrorId.Should().Be("ComposeInvalidValue");
}
