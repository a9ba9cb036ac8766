using System.Globalization;
using System.Text;

namespace Mem0Observability.Observer.Otlp;

/// <summary>The records of one request that were not kept, by reason; the content of <c>partial_success</c>.</summary>
internal sealed class Rejections
{
    /// <summary>A resource and scope beyond this are no description of a process; every row would drag them along.</summary>
    public const int MaxContextBytes = 64 * 1024;

    /// <summary>An empty log record has two bytes on the wire and a hundred here: the size limit alone does not bound the memory.</summary>
    public const int MaxRecords = 200_000;

    private static readonly (string Label, string Text)[] s_reasons =
    [
        ("invalid_id", "without a trace id or span id"),
        ("time_out_of_range", "with a time that is too old or in the future; is the sender's clock right?"),
        ("context_too_large", $"with a resource and scope of more than {MaxContextBytes} bytes"),
        ("too_many_records", $"beyond the first {MaxRecords} of the request"),
        ("not_stored_here", "not stored: Prometheus is the metric store and scrapes its targets. Turn this metric exporter off."),
    ];

    private readonly int[] _counts = new int[s_reasons.Length];

    public int Total { get; private set; }

    /// <summary>Values of the <c>reason</c> label.</summary>
    public static IEnumerable<string> Labels => s_reasons.Select(reason => reason.Label);

    public IEnumerable<(string Label, int Count)> ByReason =>
        s_reasons.Select((reason, index) => (reason.Label, _counts[index])).Where(reason => reason.Item2 > 0);

    public void Add(RejectReason reason, int count = 1)
    {
        _counts[(int)reason] += count;
        Total += count;
    }

    /// <summary>For the person who reads the sender's log.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        for (var reason = 0; reason < s_reasons.Length; reason++)
        {
            if (_counts[reason] > 0)
                text.Append(text.Length > 0 ? "; " : "").Append(CultureInfo.InvariantCulture, $"{_counts[reason]} {s_reasons[reason].Text}");
        }

        return text.ToString();
    }
}
