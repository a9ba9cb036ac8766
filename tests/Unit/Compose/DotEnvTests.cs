using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Compose;

public sealed class DotEnvTests
{
    private static Dictionary<string, string> Parse(string text)
    {
        var values = new Dictionary<string, string> { ["EARLIER"] = "e" };
        DotEnv.Parse(text, ".env", values, new Dictionary<string, string> { ["OS"] = "os", ["BOTH"] = "os" });
        values.Remove("EARLIER");
        return values;
    }

    // The values are what docker compose 2.26 gives.
    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("A = spaced  ", "spaced")]
    [InlineData("export A=1", "1")]
    [InlineData("A: yamlish", "yamlish")]
    [InlineData("A=1 # comment", "1")]
    [InlineData("A=a#b", "a#b")]
    [InlineData("A=#x", "#x")]
    [InlineData("A=", "")]
    [InlineData("A=a=b:c", "a=b:c")]
    [InlineData("A=don't", "don't")]
    [InlineData("A=\\n", "\\n")]
    [InlineData("A=\"q # not\"   # comment", "q # not")]
    [InlineData("A=\"\\n\\t\\\"\\\\\\$OS\\q\"", "\n\t\"\\$OS\\q")]
    [InlineData("A='lit $OS \\n it\\'s'", "lit $OS \\n it's")]
    [InlineData("A=\"two\nlines\"", "two\nlines")]
    [InlineData("A=$OS-${EARLIER}-${NO:-d}-$$x", "os-e-d-$x")]
    [InlineData("A=$5", "$5")]
    [InlineData("\uFEFF# c\r\n\r\nA=1\r\n", "1")]
    [InlineData("A=1\nA=2", "2")]
    public void Every_form_gives_what_compose_gives(string text, string expected) =>
        Parse(text.TrimStart('\uFEFF')).Should().ContainSingle().Which.Should().Be(new KeyValuePair<string, string>("A", expected));

    [Fact]
    public void A_value_may_use_the_variables_before_it() => Parse("A=1\nB=${A}2")["B"].Should().Be("12");

    [Fact]
    public void The_environment_wins_within_values() => Parse("BOTH=file\nA=$BOTH")["A"].Should().Be("os");

    [Fact]
    public void A_name_alone_takes_the_environments_value_or_nothing() =>
        Parse("OS\nNOWHERE").Should().Equal(new Dictionary<string, string> { ["OS"] = "os" });

    [Theory]
    [InlineData("A=1\n  B C=2", ".env:2:3: ' ' cannot stand")]
    [InlineData("=x", ".env:1:1: a variable name is missing")]
    [InlineData("A!=x", ".env:1:1: '!' cannot stand")]
    [InlineData("A='x", ".env:1:1: the value's ' is never closed")]
    [InlineData("\nA=\"x\\\"", ".env:2:1: the value's \" is never closed")]
    [InlineData("A=\"x\"y", ".env:1:6: text after the closing quote")]
    [InlineData("A=${B", ".env:1:1: '${' without '}'")]
    [InlineData("A=\"\\0101\"", ".env:1:1: octal escapes")]
    public void A_malformed_line_is_named(string text, string message)
    {
        StackException fault = FluentActions.Invoking(() => Parse(text)).Should().Throw<StackException>().Which;

        fault.ErrorId.Should().Be("EnvFileSyntax");
        fault.Message.Should().StartWith(message);
        fault.Target.Should().Be(".env");
    }

    [Fact]
    public void A_missing_variable_is_an_error_with_its_line() =>
        FluentActions.Invoking(() => Parse("A=1\nB=$NO")).Should().Throw<StackException>()
            .WithMessage(".env:2:1: variable 'NO' is not set*").Which.ErrorId.Should().Be("ComposeVariableMissing");

    [Fact]
    public void Variables_of_variables_cannot_blow_up()
    {
        string text = "A0=xxxxxxxxxx\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"A{i}=$A{i - 1}$A{i - 1}\n"));

        FluentActions.Invoking(() => Parse(text)).Should().Throw<StackException>().WithMessage("*grow beyond*");
    }
}
