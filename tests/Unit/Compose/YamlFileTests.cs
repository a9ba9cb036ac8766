using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Compose;

public sealed class YamlFileTests
{
    private static YamlMap Map(string text) => (YamlMap)YamlFile.Parse(text, "f.yml");

    private static StackException Fault(string text) =>
        FluentActions.Invoking(() => YamlFile.Parse(text, "f.yml")).Should().Throw<StackException>().Which;

    [Fact]
    public void Positions_count_from_one_and_name_the_file()
    {
        YamlMap map = Map("a:\n  b: [x, 'y']\n");

        YamlEntry b = ((YamlMap)map["a"]!).Entries.Single();
        b.KeyPosition.ToString().Should().Be("f.yml:2:3");
        var list = (YamlList)b.Value;
        list.Items[1].Should().Be(new YamlScalar("y", Quoted: true, new SourcePosition("f.yml", 2, 10)));
    }

    [Theory]
    [InlineData("a:", true)]
    [InlineData("a: ~", true)]
    [InlineData("a: null", true)]
    [InlineData("a: ''", false)]
    [InlineData("a: 'null'", false)]
    [InlineData("a: !!str null", false)]
    [InlineData("a: nil", false)]
    public void Null_is_only_what_is_plain_and_empty(string text, bool isNull) =>
        ((YamlScalar)Map(text)["a"]!).IsNull.Should().Be(isNull);

    [Fact]
    public void An_empty_document_is_null() =>
        ((YamlScalar)YamlFile.Parse("# only a comment\n", "f.yml")).IsNull.Should().BeTrue();

    [Fact]
    public void A_merge_key_adds_what_is_not_there_and_the_earlier_map_wins()
    {
        YamlMap map = Map("x-a: &a {p: 1, q: 1}\nx-b: &b {q: 2, r: 2}\ns:\n  <<: [*a, *b]\n  p: own\n");

        ((YamlMap)map["s"]!).Entries.Select(e => $"{e.Key}={((YamlScalar)e.Value).Value}")
            .Should().BeEquivalentTo("p=own", "q=1", "r=2");
    }

    [Fact]
    public void A_quoted_merge_key_is_an_ordinary_key() =>
        Map("'<<': {a: 1}")["<<"].Should().BeOfType<YamlMap>();

    [Fact]
    public void An_alias_keeps_the_position_of_its_anchor() =>
        Map("a: &x 1\nb: *x\n")["b"]!.Position.Line.Should().Be(1);

    [Fact]
    public void A_duplicate_key_names_both_lines()
    {
        StackException fault = Fault("a: 1\nb: 2\na: 3\n");

        fault.ErrorId.Should().Be("ComposeDuplicateKey");
        fault.Message.Should().StartWith("f.yml:3:1: key 'a' is already set in line 1");
        fault.Target.Should().Be("f.yml");
    }

    [Theory]
    [InlineData("a: *nowhere", "f.yml:1:4: alias '*nowhere' has no anchor")]
    [InlineData("a: &a [*a]", "f.yml:1:8: alias '*a' has no anchor")]
    [InlineData("a: 1\n---\nb: 2", "f.yml:2:1: a second document")]
    [InlineData("<<: text", "f.yml:1:5: '<<' takes a map")]
    [InlineData("? [a]\n: b", "f.yml:1:3: a key must be")]
    [InlineData("~: b", "f.yml:1:1: a key must be")]
    [InlineData("a: !reset null", "f.yml:1:4: tag '!reset' is not supported")]
    [InlineData("a: [1", "f.yml:2:1: this is not valid YAML")]
    [InlineData("a: b: c", "f.yml:1:")]
    [InlineData("a: \"\\U99999999\"", "f.yml:1:")]
    [InlineData("a: b\0c", "f.yml:1:5: control character U+0000")]
    public void What_is_not_yaml_of_ours_is_a_syntax_error_at_its_place(string text, string message)
    {
        StackException fault = Fault(text);

        fault.ErrorId.Should().Be("ComposeSyntax");
        fault.Message.Should().StartWith(message);
    }

    [Fact]
    public void A_tab_is_called_a_tab() => Fault("a:\n  b: 1\n\tc: 1").Message.Should().Contain("Line 3 is indented with a tab");

    [Fact]
    public void Aliases_of_aliases_cannot_blow_up()
    {
        string laughs = "a0: &a0 [lol]\n" + string.Concat(
            Enumerable.Range(1, 30).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));

        Fault(laughs).Message.Should().Contain("aliases are expanded");
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Deep_nesting_is_refused(string open, string close) =>
        Fault(string.Concat(Enumerable.Repeat(open, 5000)) + string.Concat(Enumerable.Repeat(close, 5000)))
            .ErrorId.Should().Be("ComposeSyntax");

    [Fact]
    public void Aliases_cannot_hide_deep_nesting()
    {
        string chain = "a0: &a0 []\n" + string.Concat(Enumerable.Range(1, 100).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n"));

        Fault(chain).Message.Should().StartWith("f.yml:65:").And.Contain("nested deeper than 64 levels");
    }

    [Fact]
    public void Another_kind_of_file_has_its_own_error_ids() =>
        FluentActions.Invoking(() => YamlFile.Load("/nonexistent/signals.yml", "Signals"))
            .Should().Throw<StackException>().Which.ErrorId.Should().Be("SignalsFileNotFound");

    [Fact]
    public void A_byte_order_mark_is_not_content()
    {
        using var file = new TempFile([0xEF, 0xBB, 0xBF, .. "a: 1\r\nb: 2\r\n"u8]);

        ((YamlMap)YamlFile.Load(file.Path)).Entries.Select(e => e.Key).Should().Equal("a", "b");
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        using var file = new TempFile([(byte)'a', 0xFF, 0xFE]);

        FluentActions.Invoking(() => YamlFile.Load(file.Path)).Should().Throw<StackException>()
            .Which.Message.Should().Contain("not UTF-8");
    }

    [Fact]
    public void A_file_over_ten_mebibytes_is_refused()
    {
        using var file = new TempFile(new byte[(10 * 1024 * 1024) + 1]);

        FluentActions.Invoking(() => YamlFile.Load(file.Path)).Should().Throw<StackException>()
            .Which.Message.Should().Contain("larger than 10 MiB");
    }
}
