"""Which traces are sent, by both tracers where both are there."""

import importlib.util

import pytest
from otlp_endpoint import Endpoint
from shared import builtin, otlp, sampling

REMOTE = {"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"}
HAS_SDK = importlib.util.find_spec("opentelemetry") is not None and importlib.util.find_spec("opentelemetry.sdk") is not None


def _builtin(url, share):
    return builtin.Tracer(otlp.Exporter("test", url), share)


def _sdk(url, share):
    from shared import sdk

    return sdk.Tracer("test", url, share)


@pytest.fixture(params=[_builtin, *([_sdk] if HAS_SDK else [])])
def make(request):
    """make(share) gives a tracer that sends to `make.endpoint`."""
    with Endpoint() as endpoint:
        def build(share):
            return request.param(f"{endpoint.url}/v1/traces", share)

        build.endpoint = endpoint
        yield build


@pytest.mark.parametrize(("sampler", "argument", "expected"), [
    (None, None, 1.0), ("always_on", None, 1.0), ("parentbased_always_off", None, 0.0), ("parentbased_traceidratio", "0.25", 0.25), ("traceidratio", "0", 0.0)])
def test_the_environment_says_how_many(monkeypatch, sampler, argument, expected):
    for name, value in (("OTEL_TRACES_SAMPLER", sampler), ("OTEL_TRACES_SAMPLER_ARG", argument)):
        monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)
    assert sampling.ratio() == expected


@pytest.mark.parametrize(("sampler", "argument"), [("traceidratio", "many"), ("traceidratio", "2"), ("jaeger_remote", "1")])
def test_a_setting_that_is_not_known_is_one_warning_and_everything_is_sent(monkeypatch, caplog, sampler, argument):
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", sampler)
    monkeypatch.setenv("OTEL_TRACES_SAMPLER_ARG", argument)
    assert sampling.ratio() == 1.0
    assert len(caplog.records) == 1


def test_a_share_of_the_traces_is_sent_and_of_each_all_or_nothing(make):
    tracer = make(0.5)
    for _ in range(200):
        with tracer.span("root", "server", {}, headers={}), tracer.span("child", "internal", {}):
            pass
    tracer.flush()
    names = {}
    for span in make.endpoint.spans:
        names.setdefault(span["traceId"], set()).add(span["name"])
    assert set(map(frozenset, names.values())) == {frozenset(("root", "child"))}
    # By chance fewer than 50 or more than 150 of 200 are less than one in a trillion.
    assert 50 < len(names) < 150


def test_a_trace_with_an_error_is_sent_although_it_was_not_chosen(make):
    tracer = make(0.0)
    with pytest.raises(ValueError), tracer.span("root", "server", {}, headers={}), tracer.span("fails", "internal", {}):
        raise ValueError
    with tracer.span("fine", "server", {}, headers={}) as fine:
        assert fine.exemplar() is None
        # Bit 0 is "sampled"; bit 1, which the SDK sets, tells that the id is random.
        assert int(tracer.inject({})["traceparent"][-2:], 16) & 1 == 0
    tracer.flush()
    assert {span["name"] for span in make.endpoint.spans} == {"root", "fails"}
    assert len({span["traceId"] for span in make.endpoint.spans}) == 1


def test_the_caller_decides_also_about_errors(make):
    tracer = make(1.0)
    with pytest.raises(ValueError), tracer.span("root", "server", {}, headers=REMOTE), tracer.span("fails", "internal", {}):
        raise ValueError
    tracer.flush()
    assert make.endpoint.spans == []


def test_always_off_is_off(make, monkeypatch):
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "always_off")
    tracer = make(sampling.ratio())
    with pytest.raises(ValueError), tracer.span("root", "server", {}, headers={}):
        raise ValueError
    tracer.flush()
    assert make.endpoint.spans == []


def test_a_long_trace_keeps_so_many_spans_and_its_root(make, monkeypatch):
    monkeypatch.setattr(sampling, "MAXIMUM_HELD", 5)
    tracer = make(0.0)
    with tracer.span("root", "server", {}, headers={}) as root:
        for _ in range(20):
            with tracer.span("child", "internal", {}):
                pass
        root.fail()
    tracer.flush()
    assert [span["name"] for span in make.endpoint.spans] == ["child"] * 5 + ["root"]


def test_a_span_of_its_own_links_to_where_it_came_from(make):
    tracer = make(1.0)
    with tracer.span("stream", "server", {}, headers={}):
        stream = tracer.current()
        with tracer.span("tool", "internal", {}, link=stream), tracer.span("inside", "internal", {}):
            pass
    tracer.flush()
    spans = {span["name"]: span for span in make.endpoint.spans}
    assert spans["tool"]["traceId"] != spans["stream"]["traceId"] == stream[0]
    assert not spans["tool"].get("parentSpanId")
    assert spans["inside"]["parentSpanId"] == spans["tool"]["spanId"]
    assert len(spans["tool"]["links"]) == 1
