using System.Text;
using Mem0Observability.Observer.Tail;

namespace Mem0Observability.Tests.Unit.Observer.Tail;

public sealed class ContainerTailTests : IDisposable
{
    private readonly TailFixture _tail = new();

    public void Dispose() => _tail.Dispose();

    [Fact]
    public async Task A_record_says_where_it_comes_from()
    {
        _tail.Add();
        _tail.Write("hello", "stderr");

        await _tail.DrainAsync();

        TailRecord record = _tail.Sink.Records.Single();
        record.Service.Should().Be("mem0");
        record.Attributes.Should().Contain("log.iostream", "stderr");
        record.Resource.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["service.name"] = "mem0",
            ["container.name"] = "mem0-dev-mem0-1",
            ["container.id"] = TailFixture.Mem0,
            ["container.label.com.docker.compose.project"] = "mem0-dev",
        });
    }

    [Fact]
    public async Task Containers_without_a_project_and_those_that_do_not_want_it_are_left_alone()
    {
        _tail.Add();
        _tail.Add("a1", ["com.docker.compose.service", "x"]);
        _tail.Add("a2", [.. TailFixture.Labels("x"), ContainerInfo.Label, "off"]);
        foreach (string id in new[] { TailFixture.Mem0, "a1", "a2" })
            _tail.Write("from " + id, id: id);

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("from " + TailFixture.Mem0);
    }

    [Fact]
    public async Task Nothing_is_read_twice()
    {
        _tail.Add();
        _tail.Write("one");
        await _tail.DrainAsync();
        _tail.Crash();
        _tail.Write("two");
        await _tail.DrainAsync();
        _tail.Crash();
        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("one", "two");
    }

    [Fact]
    public async Task Parts_of_a_long_line_are_joined()
    {
        _tail.Add();
        string part = new('x', 16384);
        _tail.WritePart(part);
        await _tail.StepAsync();
        _tail.WritePart("stderr between\n", "stderr");
        _tail.WritePart(part);
        _tail.WritePart("end\n");
        _tail.Write("next");

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().BeEquivalentTo("stderr between", part + part + "end", "next");
    }

    [Fact]
    public async Task A_traceback_stays_in_one_piece_even_when_the_other_stream_talks()
    {
        const string Text = """
            2026-08-22 19:04:24,123 - ERROR - [r1] Upstream failure
            Traceback (most recent call last):
              File "/app/main.py", line 1, in f

            psycopg.Error: relation "x" does not exist
            LINE 1: SELECT

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "/app/main.py", line 2, in g
            errors.UpstreamError: bad
            """;
        _tail.Add();
        foreach (string line in Text.Split('\n'))
        {
            _tail.Write(line.TrimEnd('\r'), "stderr");
            _tail.Write("INFO:     1.2.3.4:5 - \"GET / HTTP/1.1\" 200 OK");
            await _tail.StepAsync();
        }

        _tail.Write("2026-08-22 19:04:25,123 - INFO - [r2] next", "stderr");
        await _tail.DrainAsync();

        var errors = _tail.Sink.Records.Where(r => r.Attributes["log.iostream"] == "stderr").ToList();
        errors.Select(r => r.Attributes["request_id"]).Should().Equal("r1", "r2");
        errors[0].Body.Should().StartWith("Upstream failure\nTraceback").And.EndWith("bad");
        errors[0].Attributes.Should().Contain("exception.type", "errors.UpstreamError");
        _tail.Sink.Records.Should().HaveCount(2 + Text.Split('\n').Length);
    }

    [Fact]
    public async Task Additions_of_PostgreSQL_join_their_error()
    {
        _tail.Add();
        _tail.Write("2026-08-22 19:04:24.123 UTC [57] ERROR:  no table\n2026-08-22 19:04:24.123 UTC [57] STATEMENT:  SELECT\n\t1\n2026-08-22 19:04:24.124 UTC [57] LOG:  x");

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("no table\n2026-08-22 19:04:24.123 UTC [57] STATEMENT:  SELECT\n\t1", "x");
    }

    [Fact]
    public async Task A_line_waits_for_its_continuation_only_briefly_and_a_complete_one_not_at_all()
    {
        _tail.Add();
        _tail.Write("""{"msg":"json"}""");
        _tail.Write("text");
        await _tail.StepAsync();
        _tail.Sink.Bodies.Should().Equal("json");

        _tail.Time.Advance(TimeSpan.FromMilliseconds(300));
        await _tail.StepAsync();

        _tail.Sink.Bodies.Should().Equal("json", "text");
    }

    [Fact]
    public async Task What_waits_is_not_committed()
    {
        _tail.Add();
        _tail.Write("""{"msg":"json"}""", "stderr");
        _tail.Write("text\n  continued");
        _tail.Write("""{"msg":"json 2"}""", "stderr");
        await _tail.StepAsync();
        _tail.Crash();
        _tail.Sink.Bodies.Should().Equal("json", "json 2");
        _tail.Write("  to the end");

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("json", "json 2", "text\n  continued\n  to the end");
    }

    [Fact]
    public async Task Rotation_is_followed()
    {
        _tail.Add();
        _tail.Write("one");
        await _tail.DrainAsync();
        _tail.Write("two");
        _tail.Rotate(3);
        _tail.Write("three");
        _tail.Rotate(3);
        _tail.Write("four");

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("one", "two", "three", "four");
    }

    [Fact]
    public async Task A_file_that_rotation_deletes_is_read_to_its_end()
    {
        _tail.Add();
        _tail.Write("one");
        await _tail.DrainAsync();
        _tail.Write("two");
        _tail.Rotate(2);
        _tail.Write("lost: never seen before it was deleted");
        _tail.Rotate(2);
        _tail.Write("three");

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("one", "two", "lost: never seen before it was deleted", "three");
    }

    [Fact]
    public async Task A_restart_finds_its_place_after_two_rotations()
    {
        _tail.Add();
        _tail.Write("one");
        await _tail.DrainAsync();
        _tail.Crash();
        _tail.Write("two");
        _tail.Rotate(4);
        _tail.Write("three");
        _tail.Rotate(4);
        _tail.Write("four");

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("one", "two", "three", "four");
    }

    [Fact]
    public async Task A_restart_reads_everything_left_when_its_file_is_deleted()
    {
        _tail.Add();
        for (int i = 0; i < 3; i++)
        {
            _tail.Write($"before {i}");
            await _tail.DrainAsync();
            _tail.Rotate(3);
        }

        _tail.Write("current");
        await _tail.DrainAsync();
        _tail.Crash();
        for (int i = 0; i < 3; i++)
        {
            _tail.Rotate(3);
            _tail.Time.Advance(TimeSpan.FromSeconds(1));
            _tail.Write($"after {i}");
        }

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("before 0", "before 1", "before 2", "current", "after 0", "after 1", "after 2");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_emptied_file_is_read_from_its_start(bool restart)
    {
        _tail.Add();
        _tail.Write("old");
        _tail.Rotate(3);
        _tail.Time.Advance(TimeSpan.FromSeconds(1));
        _tail.Write("one");
        await _tail.DrainAsync();
        if (restart)
            _tail.Crash();
        await File.WriteAllTextAsync(_tail.LogPath(), "", TestContext.Current.CancellationToken);
        _tail.Write("two, which is longer than what was there before");

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("old", "one", "two, which is longer than what was there before");
    }

    [Fact]
    public async Task The_last_words_of_a_removed_container_are_kept()
    {
        _tail.Add();
        _tail.Write("one");
        await _tail.StepAsync();
        _tail.Write("last");
        Directory.Delete(Path.Combine(_tail.Folder, TailFixture.Mem0), recursive: true);

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("one", "last");
    }

    [Fact]
    public async Task The_first_start_reads_the_last_hour()
    {
        _tail.Add();
        for (int i = 0; i < 3000; i++)
            _tail.Raw(TailFixture.Entry($"old {i} {new string('x', 200)}\n", _tail.Time.Now - TimeSpan.FromHours(3)));
        _tail.Write("recent", age: TimeSpan.FromMinutes(59));

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("recent");
    }

    [Fact]
    public async Task A_container_that_was_made_while_the_observer_was_down_is_read_from_its_beginning()
    {
        _tail.Add();
        _tail.Write("one");
        await _tail.DrainAsync();
        _tail.Crash();
        _tail.Add("beef", TailFixture.Labels("other"));
        _tail.Write("other", id: "beef", age: TimeSpan.FromHours(5));

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("one", "other");
    }

    [Fact]
    public async Task A_renamed_container_gets_its_new_name()
    {
        _tail.Add(name: "tmp_mem0");
        await _tail.StepAsync();
        _tail.Time.Advance(TimeSpan.FromSeconds(5));
        _tail.Configure(TailFixture.Mem0, TailFixture.Labels("mem0"), "mem0");
        _tail.Write("one");

        await _tail.DrainAsync();

        _tail.Sink.Records.Single().Resource.Should().Contain("container.name", "mem0");
    }

    [Fact]
    public async Task A_store_that_is_unavailable_gets_the_same_rows_again()
    {
        _tail.Add();
        _tail.Write("one\ntwo");
        _tail.Sink.Failures = 2;

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("one", "two");
        _tail.Log.Lines.Should().HaveCount(2);
        _tail.Log.Lines.First().Should().Contain("The disk is full");
    }

    [Fact]
    public async Task Garbage_is_kept_as_text_and_stops_nothing()
    {
        _tail.Add();
        _tail.Write("one");
        _tail.Raw("{\"log\":\"torn{\"log\":\"x\\n\",\"stream\":\"stdout\"}\n");
        _tail.Raw([0xFF, 0xFE, (byte)'a', 0, 0, (byte)'\n']);
        _tail.Raw("{\"log\":\"lone \\ud800\\n\",\"stream\":\"stdout\",\"time\":\"nonsense\"}\n");
        _tail.Raw("{\"log\":5}\n[]\n\n");
        _tail.Raw(new byte[700_000]);
        _tail.Raw("\n");
        _tail.Write("two");

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().HaveCountGreaterThan(4).And.StartWith("one").And.EndWith("two").And.Contain("\uFFFD\uFFFDa");
    }

    [Fact]
    public async Task An_entry_that_was_never_finished_does_not_stop_the_next_file()
    {
        _tail.Add();
        _tail.Write("one");
        _tail.Raw("{\"log\":\"torn");
        await _tail.DrainAsync();
        _tail.Sink.Bodies.Should().Equal("one");
        _tail.Rotate(3);
        _tail.Write("two");

        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("one", "{\"log\":\"torn", "two");
    }

    [Fact]
    public async Task A_backlog_is_committed_in_batches_of_bounded_size()
    {
        _tail.Add();
        var text = new StringBuilder();
        for (int i = 0; i < 4_000; i++)
            text.Append(TailFixture.Entry($"2026-08-22 19:04:24,123 - INFO - [r{i}] line {i} {new string('x', 600)}\n", _tail.Time.Now));
        _tail.Raw(text.ToString());

        await _tail.DrainAsync();

        _tail.Sink.Records.Select(r => r.Attributes["request_id"]).Should().Equal(Enumerable.Range(0, 4_000).Select(i => $"r{i}"));
        _tail.Sink.CommitBytes.Should().OnlyContain(b => b < StagedLogs.MaxBytes + 1024);
    }

    [Fact]
    public async Task Compressed_rotations_are_noted_once()
    {
        _tail.Add();
        await File.WriteAllBytesAsync(_tail.LogPath() + ".1.gz", [1, 2, 3], TestContext.Current.CancellationToken);
        _tail.Write("one");
        await _tail.DrainAsync();
        _tail.Write("two");
        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("one", "two");
        _tail.Log.Lines.Should().ContainSingle().Which.Should().Contain("compressed");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_noted_and_waited_for()
    {
        string hidden = _tail.Folder + "-hidden";
        Directory.Move(_tail.Folder, hidden);
        await _tail.DrainAsync();
        await _tail.DrainAsync();
        _tail.Log.Lines.Should().ContainSingle().Which.Should().Contain("Container logs are not read");

        Directory.Move(hidden, _tail.Folder);
        _tail.Add();
        _tail.Write("one");
        _tail.Time.Advance(TimeSpan.FromSeconds(3));
        await _tail.DrainAsync();

        _tail.Sink.Bodies.Should().Equal("one");
    }
}
