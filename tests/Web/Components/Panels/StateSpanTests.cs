using System.Text.Json;
using Mem0Observability.Dashboards;
using Mem0Observability.Web.Charts;
using Mem0Observability.Web.Panels;

namespace Mem0Observability.Tests.Web.Components.Panels;

public sealed class StateSpanTests
{
    private static readonly FieldLook s_look = new(new Dictionary<string, JsonElement>
    {
        ["mappings"] = JsonElement.Parse("""[{"type": "value", "options": {"0": {"text": "down", "color": "red"}, "1": {"text": "up", "color": "green"}}}]"""),
    });

    [Fact]
    public void Equal_states_in_a_row_are_one() =>
        Of(1, 1, 0, 0, 1).Select(s => (s.Text, s.Colour, (s.End - s.Start).TotalMinutes)).Should().Equal(("up", "good", 2), ("down", "bad", 2), ("up", "good", 1));

    [Fact]
    public void What_is_not_known_ends_a_state() => Of(1, double.NaN, 1).Should().HaveCount(2);

    [Fact]
    public void A_value_without_words_is_a_number() => Of(0.5).Single().Text.Should().Be("0.5");

    private static IReadOnlyList<StateSpan> Of(params double[] values) => StateSpan.Of(
        new PanelSeries("A", "a", "", new Dictionary<string, string>(), [.. values.Select((v, i) => new ChartPoint(DateTimeOffset.UnixEpoch.AddMinutes(i), v))], s_look),
        TimeSpan.FromMinutes(1));
}
