using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Engine;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>The log blocks of one partition, during one question.</summary>
internal sealed class LogBlocks(Database database) : IDisposable
{
    private readonly Statement _columns = database.Prepare("SELECT columns FROM log_block WHERE id = ?");
    private readonly Statement _terms = database.Prepare("SELECT data FROM log_terms WHERE block = ?");

    /// <summary>Those that may hold what is looked for. They overlap in time where records came late; newest end first, so that most need not be opened.</summary>
    public List<Block> Of(LogFilter filter)
    {
        string keys = filter.Key is null ? "" : ", f.data";
        string filters = filter.Key is null ? "" : "JOIN log_filter f ON f.block = b.id ";
        using Statement statement = database.Prepare($"SELECT b.id, b.rows, b.last{keys} FROM log_block b {filters}WHERE b.last >= ? AND b.first < ?");
        statement.Bind(1, filter.Start).Bind(2, filter.End);
        var blocks = new List<Block>();
        while (statement.Step())
        {
            if (filter.Key is not { } key || KeyFilter.MayHold(statement.Blob(3), key))
                blocks.Add(new Block(statement.Long(0), (int)statement.Long(1), statement.Long(2)));
        }

        // Not by SQLite, which would carry every filter through its sorter.
        blocks.Sort(static (a, b) => b.Last.CompareTo(a.Last));
        return blocks;
    }

    /// <summary>Valid until the next call.</summary>
    public LogColumns Columns(long id) => new(Blob(_columns, id));

    /// <summary>Valid until the next call.</summary>
    public ReadOnlySpan<byte> Terms(long id) => Blob(_terms, id);

    public void Dispose()
    {
        _columns.Dispose();
        _terms.Dispose();
    }

    private static ReadOnlySpan<byte> Blob(Statement statement, long id) =>
        statement.Reset().Bind(1, id).Step() ? statement.Blob(0) : throw new DamagedBlockException($"there is no block {id}");

    /// <param name="Last">Time of its newest record, nanoseconds.</param>
    internal readonly record struct Block(long Id, int Rows, long Last);
}
