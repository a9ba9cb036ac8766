using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Compose;

public sealed class InterpolationTests
{
    private static readonly Dictionary<string, string> s_variables = new() { ["SET"] = "val", ["EMPTY"] = "", ["N_1"] = "n" };
    private static readonly SourcePosition s_position = new("f.yml", 3, 7);

    private static string Expand(string template) => new Interpolation(n => s_variables.GetValueOrDefault(n)).Expand(template, s_position);

    private static StackException Fault(string template) =>
        FluentActions.Invoking(() => Expand(template)).Should().Throw<StackException>().Which;

    // The right side is what docker compose 2.26 gives.
    [Theory]
    [InlineData("pre$SET-post", "preval-post")]
    [InlineData("${SET}${N_1}", "valn")]
    [InlineData("[${EMPTY}]", "[]")]
    [InlineData("${EMPTY:-d}|${EMPTY-d}|${NO:-d}|${NO-d}|${SET:-d}", "d||d|d|val")]
    [InlineData("${EMPTY:+a}|${EMPTY+a}|${NO:+a}|${NO+a}|${SET:+a}", "|a|||a")]
    [InlineData("${SET:?m}|${EMPTY?m}", "val|")]
    [InlineData("${NO:-${NO2:-deep}}tail", "deeptail")]
    [InlineData("${SET:+a ${SET} $$b}", "a val $b")]
    [InlineData("${NO-a:-b}|${SET-a:-b}|${NO:-a?b}|${NO:-a-b+c}", "a:-b|val|a?b|a-b+c")]
    [InlineData("${NO-{\"x\":{}}}y", "{\"x\":{}}y")]
    [InlineData("$${SET} $$SET $$$SET", "${SET} $SET $val")]
    [InlineData("$5 $ x$", "$5 $ x$")]
    [InlineData("no dollar", "no dollar")]
    public void Every_form_gives_what_compose_gives(string template, string expected) => Expand(template).Should().Be(expected);

    [Fact]
    public void A_default_that_is_not_needed_is_not_evaluated() => Expand("${SET:-${NO}}").Should().Be("val");

    [Theory]
    [InlineData("$NO", "f.yml:3:7: variable 'NO' is not set")]
    [InlineData("${NO}", "f.yml:3:7: variable 'NO' is not set")]
    [InlineData("${NO:-${NO2}}", "f.yml:3:7: variable 'NO2' is not set")]
    [InlineData("${NO:?give ${SET}}", "f.yml:3:7: variable 'NO' is required: give val")]
    [InlineData("${EMPTY:?m}", "f.yml:3:7: variable 'EMPTY' is required: m")]
    [InlineData("${NO?m}", "f.yml:3:7: variable 'NO' is required: m")]
    public void A_variable_that_is_missing_is_an_error(string template, string message)
    {
        Fault(template).ErrorId.Should().Be("ComposeVariableMissing");
        Fault(template).Message.Should().StartWith(message);
    }

    [Theory]
    [InlineData("${SET")]
    [InlineData("${}")]
    [InlineData("${1A}")]
    [InlineData("${SET!x}")]
    [InlineData("${SET:}")]
    [InlineData("${SET:x}")]
    [InlineData("${-d}")]
    public void What_is_no_variable_is_a_syntax_error(string template) => Fault(template).ErrorId.Should().Be("ComposeSyntax");

    [Fact]
    public void Nesting_has_a_limit() =>
        Fault(string.Concat(Enumerable.Repeat("${NO:-", 10_000)) + "$NO" + new string('}', 10_000)).Message.Should().Contain("nested deeper");

    [Fact]
    public void Growth_has_a_limit()
    {
        var big = new Interpolation(_ => new string('x', 1024 * 1024));

        FluentActions.Invoking(() => big.Expand(string.Concat(Enumerable.Repeat("$A", 100)), s_position))
            .Should().Throw<StackException>().WithMessage("*grow beyond*");
    }
}
