using CsCheck;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Tests.Unit.Signals.Logs;

public sealed class LogQueryParserTests
{

    private static readonly string[] s_pieces = [.. "a timeout AND OR NOT - ( ) \" \" : key: k.v:x -x \\ \\\" 12:30 http://x é 😀 \0 ½ ''".Split(' '), " ", "\t", "\u00a0", "(("];

    private static readonly Gen<string> s_soup = Gen.Int[0, s_pieces.Length - 1].Select(i => s_pieces[i]).List[0, 60].Select(string.Concat);

    private static readonly Gen<string> s_text = Gen.Select(Gen.String[Gen.Char["ab1é \"\\():-\t%"], 0, 6], Gen.Char["xyzAN0"], (text, word) => text + word);

    private static readonly Gen<LogQuery> s_leaf = Gen.OneOf<LogQuery>(
        s_text.Select(LogQuery (t) => new LogQuery.Text(t)),
        Gen.OneOf("AND", "OR", "NOT", "-x", "12:30").Select(LogQuery (t) => new LogQuery.Text(t)),
        Gen.Select(Gen.OneOf(s_text, Gen.OneOf("http.route", "NOT", "-a", "")), Gen.OneOf(s_text, Gen.Const("")), LogQuery (k, v) => new LogQuery.Attribute(k, v)));

    private static readonly Gen<LogQuery> s_query = Gen.Recursive<LogQuery>((depth, query) => depth > 4
        ? s_leaf
        : Gen.OneOf(
            s_leaf,
            query.Select(LogQuery (q) => new LogQuery.Not(q)),
            Gen.Select(query, query, LogQuery (l, r) => new LogQuery.And(l, r)),
            Gen.Select(query, query, LogQuery (l, r) => new LogQuery.Or(l, r))));

    [Theory]
    [InlineData("timeout", "timeout")]
    [InlineData("  connection   refused ", "connection AND refused")]
    [InlineData("connection AND refused", "connection AND refused")]
    [InlineData("a b OR c d", "a AND b OR c AND d")]
    [InlineData("a (b OR c)", "a AND (b OR c)")]
    [InlineData("(a b) c", "a AND b AND c")]
    [InlineData("a OR (b OR c)", "a OR (b OR c)")]
    [InlineData("-a b", "NOT a AND b")]
    [InlineData("NOT NOT a", "NOT NOT a")]
    [InlineData("--a", "NOT NOT a")]
    [InlineData("-(a b)", "NOT (a AND b)")]
    [InlineData("a-b", "a-b")]
    [InlineData("and or not", "and AND or AND not")]
    [InlineData("\"AND\" \"two words\"", "\"AND\" AND \"two words\"")]
    [InlineData("http.route:/search", "http.route:/search")]
    [InlineData("k:\"some value\"", "k:\"some value\"")]
    [InlineData("k:a:b", "k:a:b")]
    [InlineData("k:\"\"", "k:\"\"")]
    [InlineData("\"odd key\":v", "\"odd key\":v")]
    [InlineData("12:30:05", "\"12:30:05\"")]
    [InlineData("\"a\\\"b\"", "\"a\\\"b\"")]
    [InlineData("\"C:\\dir\"", "\"C:\\\\dir\"")]
    public void A_query_is_read_and_written_in_its_plainest_form(string text, string written) =>
        LogQueryParser.Parse(text).ToString().Should().Be(written);

    [Fact]
    public void A_quoted_escape_is_the_character_itself() =>
        LogQueryParser.Parse("""msg:"say \"hi\" in C:\dir" """).Should().Be(new LogQuery.Attribute("msg", """say "hi" in C:\dir"""));

    [Theory]
    [InlineData("", 1, "missing")]
    [InlineData("   ", 4, "missing")]
    [InlineData("a AND", 6, "missing")]
    [InlineData("a OR OR b", 6, "missing before")]
    [InlineData("AND a", 1, "quotes")]
    [InlineData("NOT", 4, "missing")]
    [InlineData("(a", 1, "not closed")]
    [InlineData("a)", 2, "closes nothing")]
    [InlineData("()", 2, "missing")]
    [InlineData("a \"b", 3, "not closed")]
    [InlineData("key:", 5, "value is missing")]
    [InlineData("key: v", 5, "value is missing")]
    [InlineData("\"k\":", 5, "value is missing")]
    [InlineData("a ***", 3, "no word")]
    [InlineData("a \"\"", 3, "no word")]
    public void What_is_wrong_is_said_with_its_place(string text, int position, string words)
    {
        StackException e = Raised.By(
            () => LogQueryParser.Parse(text), "LogQueryInvalid", StackErrorCategory.InvalidArgument, $"at character {position}:", words);
        e.Target.Should().Be(text);
    }

    [Fact]
    public void Length_terms_and_depth_are_bounded()
    {
        Invalid(new string('a', 2001), "2000 characters");
        Invalid(string.Join(' ', Enumerable.Repeat("a", 65)), "64 terms");
        Invalid(new string('(', 33) + "a" + new string(')', 33), "32 deep");
        Invalid(new string('-', 33) + "a", "32 deep");
        Invalid(string.Join(' ', Enumerable.Repeat("-" + new string('b', 30), 60)), "Written out");
        LogQueryParser.Parse(string.Join(' ', Enumerable.Repeat("-(a)", 64))).ToString().Should().StartWith("NOT a AND NOT a");
        LogQueryParser.Parse(new string('-', 32) + "a");

        static void Invalid(string text, string words) => Raised.By(() => LogQueryParser.Parse(text), "LogQueryInvalid", StackErrorCategory.InvalidArgument, words);
    }

    [Fact]
    public void What_was_written_is_read_back_the_same() => s_query.Sample(
        query =>
        {
            string text = query.ToString();
            if (text.Length <= LogQueryParser.MaxLength && Terms(query) <= LogQueryParser.MaxTerms)
                LogQueryParser.Parse(text).Should().Be(query, text);
        },
        iter: 2000,
        threads: 1);

    [Fact]
    public void Any_text_is_a_query_or_the_one_error() => Gen.OneOf(s_soup, Gen.String).Sample(
        text =>
        {
            try
            {
                LogQuery query = LogQueryParser.Parse(text);
                LogQueryParser.Parse(query.ToString()).Should().Be(query);
            }
            catch (StackException e)
            {
                e.ErrorId.Should().Be("LogQueryInvalid");
                ((LogQueryFault)e.InnerException!).Position.Should().BeInRange(1, text.Length + 1);
            }
        },
        iter: 5000,
        threads: 1);

    private static int Terms(LogQuery query) => query switch
    {
        LogQuery.And and => Terms(and.Left) + Terms(and.Right),
        LogQuery.Or or => Terms(or.Left) + Terms(or.Right),
        LogQuery.Not not => Terms(not.Operand),
        _ => 1,
    };
}
