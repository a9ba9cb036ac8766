using CsCheck;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Tests.Unit.Observer.Query;

/// <summary>Traces with every kind of value that OTLP can carry.</summary>
internal static class RandomTrace
{
    private static readonly Gen<string> s_text = Gen.String[Gen.Char["aé語\"\\<\n\u0001 "], 0, 6];

    private static readonly Gen<object?> s_leaf = Gen.OneOf<object?>(
        s_text.Select(object? (v) => v),
        Gen.Bool.Select(object? (v) => v),
        Gen.Long.Select(object? (v) => v),
        Gen.Double.Select(object? (v) => v),
        Gen.OneOfConst<object?>(null, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, long.MinValue, "NaN"));

    private static readonly Gen<object?> s_value = Gen.Recursive<object?>((depth, value) => depth > 3
        ? s_leaf
        : Gen.Frequency(
            (4, s_leaf),
            (1, value.List[0, 3].Select(object? (v) => v)),
            (1, Gen.Dictionary(s_text, value)[0, 3].Select(object? (v) => v))));

    private static readonly Gen<IReadOnlyDictionary<string, object?>> s_attributes =
        Gen.Dictionary(s_text, s_value)[0, 4].Select(IReadOnlyDictionary<string, object?> (v) => v);

    private static readonly Gen<string> s_spanId = Gen.ULong[1, ulong.MaxValue].Select(v => $"{v:x16}");

    /// <summary>From 1970 to 2262.</summary>
    private static readonly Gen<long> s_time = Gen.OneOf(Gen.Long[0, long.MaxValue], Gen.OneOfConst(0L, long.MaxValue));

    private static readonly Gen<TraceEvent> s_event =
        Gen.Select(s_time, s_text, s_attributes, (time, name, attributes) => new TraceEvent(UnixNanoseconds.ToTime(time), name, attributes, time));

    private static readonly Gen<TraceLink> s_link = Gen.Select(s_spanId, s_attributes, (id, attributes) => new TraceLink(id + id, id, attributes));

    private static readonly Gen<(IReadOnlyDictionary<string, object?> Resource, string Scope)> s_context = Gen.Select(
        s_attributes,
        Gen.OneOfConst("", "mem0", "openmemory"),
        s_text,
        (attributes, service, scope) => ((IReadOnlyDictionary<string, object?>)(service.Length == 0 ? attributes : new Dictionary<string, object?>(attributes) { ["service.name"] = service }), scope));

    public static Gen<Trace> Any { get; } =
        from id in Gen.ULong[1, ulong.MaxValue].Select(v => $"{v:x32}")
        from contexts in s_context.Array[1, 2]
        from spans in Span(id, contexts).List[1, 5]
        select TraceAssembly.Of(id, spans);

    public static Trace Of(string traceId, params TraceSpan[] spans) => TraceAssembly.Of(traceId, spans);

    public static TraceSpan Plain(string traceId, string spanId) => new(
        traceId, spanId.PadLeft(16, '0'), null, "s", "o", "Server", UnixNanoseconds.ToTime(1), UnixNanoseconds.ToDuration(2), "Error", "",
        new Dictionary<string, object?>(), [], [], new Dictionary<string, object?> { ["service.name"] = "s" }, "", 1, 2);

    private static Gen<TraceSpan> Span(string traceId, (IReadOnlyDictionary<string, object?> Resource, string Scope)[] contexts) =>
        from id in s_spanId
        from parent in Gen.Null(s_spanId)
        from context in Gen.OneOfConst(contexts)
        from name in s_text
        from kind in Gen.Int[0, 5].Select(k => SpanKinds.Name(k))
        from start in s_time
        from duration in Gen.Long[0, long.MaxValue - start]
        from status in Gen.Select(Gen.Int[0, 2].Select(s => SpanStatuses.Name(s)), s_text)
        from attributes in s_attributes
        from events in s_event.List[0, 2]
        from links in s_link.List[0, 2]
        select new TraceSpan(
            traceId, id, parent, context.Resource.GetValueOrDefault("service.name") as string ?? "", name, kind, UnixNanoseconds.ToTime(start),
            UnixNanoseconds.ToDuration(duration), status.Item1, status.Item2, attributes, events, links, context.Resource, context.Scope, start, duration);
}
