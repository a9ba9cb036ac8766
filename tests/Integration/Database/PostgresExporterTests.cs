using System.Globalization;
using DotNet.Testcontainers.Configurations;
using Mem0Observability.Tests.Integration.Setup;
using Npgsql;

namespace Mem0Observability.Tests.Integration.Database;

public sealed class PostgresExporterTests(Mem0Database database) : IClassFixture<Mem0Database>
{
    private const string PasswordFile = "/run/secrets/postgres_exporter_password";

    [Fact]
    public async Task The_database_has_pgvector()
    {
        await database.ExecuteAsync("CREATE EXTENSION IF NOT EXISTS vector");
        (await database.ExecuteAsync("SELECT '[1,0]'::vector <=> '[0,1]'::vector")).Should().Be(1d);
    }

    [Theory]
    [InlineData(Mem0Database.Password, "pg_up 1")]
    [InlineData("another", "pg_up 0")]
    public async Task The_exporter_logs_in_with_the_password_of_the_file_and_says_when_it_cannot(string password, string expected) =>
        (await ScrapeAsync(password)).Should().Contain(expected);

    [Fact]
    public async Task Both_databases_are_counted_and_the_use_of_the_vector_index_is_seen()
    {
        // Nothing of mem0 is there yet: that is no error.
        await DropTablesAsync();
        var before = await ScrapeAsync(Mem0Database.Password);
        before.Should().Contain("pg_exporter_last_scrape_error 0").And.NotContain(line => line.StartsWith("pg_mem0_inventory_rows{datname=\"postgres\"", StringComparison.Ordinal));

        await CreateTablesAsync();
        var after = await ScrapeAsync(Mem0Database.Password);
        after.Should().Contain("pg_exporter_last_scrape_error 0");
        Value(after, "pg_mem0_inventory_rows", "datname=\"postgres\"", "item=\"memories\"").Should().Be(3);
        Value(after, "pg_mem0_inventory_rows", "datname=\"postgres\"", "item=\"memory_users\"").Should().Be(2);
        Value(after, "pg_mem0_inventory_rows", "datname=\"mem0_app\"", "item=\"users\"").Should().Be(1);
        Value(after, "pg_mem0_index_scans_total", "indexrelname=\"memories_hnsw_idx\"", "method=\"hnsw\"").Should().Be(1);
        Value(after, "pg_mem0_index_scans_total", "indexrelname=\"memories_text_lemmatized_idx\"", "method=\"gin\"").Should().Be(0);
        Value(after, "pg_mem0_table_bytes", "datname=\"postgres\"", "relname=\"memories\"").Should().BePositive();
        after.Should().Contain(line => line.StartsWith("pg_mem0_statement_seconds_total{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_monitoring_role_reads_counts_but_no_memory_and_its_password_is_in_no_statistics()
    {
        await CreateTablesAsync();
        await database.MonitorAsync();
        const string Role = "mem0_monitor";
        (await database.ExecuteAsync("SELECT rows FROM mem0_monitoring.inventory() WHERE item = 'memories'", user: Role, password: Mem0Database.Password)).Should().Be(3L);
        var read = () => database.ExecuteAsync("SELECT payload FROM memories LIMIT 1", user: Role, password: Mem0Database.Password);
        (await read.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        (await database.ExecuteAsync($"SELECT count(*) FROM pg_stat_statements WHERE query LIKE '%{Mem0Database.Password}%' AND query ILIKE 'alter role%'")).Should().Be(0L);
    }

    private async Task CreateTablesAsync()
    {
        await DropTablesAsync();
        await database.ExecuteAsync("""
            CREATE EXTENSION IF NOT EXISTS vector;
            CREATE TABLE memories (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), vector vector(2), payload jsonb);
            CREATE INDEX memories_hnsw_idx ON memories USING hnsw (vector vector_cosine_ops);
            CREATE INDEX memories_text_lemmatized_idx ON memories USING gin (to_tsvector('simple', payload->>'text_lemmatized'));
            INSERT INTO memories (vector, payload) VALUES ('[1,0]', '{"user_id": "a"}'), ('[0,1]', '{"user_id": "b"}'), ('[1,1]', '{"user_id": "b"}');
            """);
        await database.ExecuteAsync("SET enable_seqscan = off; SET enable_sort = off; SELECT id FROM memories ORDER BY vector <=> '[1,1]' LIMIT 1");
        await database.ExecuteAsync("CREATE TABLE users (id int); INSERT INTO users VALUES (1)", "mem0_app");
    }

    private async Task DropTablesAsync()
    {
        await database.ExecuteAsync("DROP TABLE IF EXISTS memories");
        await database.ExecuteAsync("DROP TABLE IF EXISTS users", "mem0_app");
    }

    /// <summary>What a new exporter, with nothing cached, answers.</summary>
    private async Task<string[]> ScrapeAsync(string password)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, password, TestContext.Current.CancellationToken);
        // As Start-Mem0Monitoring makes it: the container's user is not ours.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using var exporter = ShippedContainer.Of("postgres-exporter", database.Network).WithBindMount(file, PasswordFile, AccessMode.ReadOnly).Build();
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri(ShippedContainer.Address(exporter, "postgres-exporter"), "/metrics"), TestContext.Current.CancellationToken);
        File.Delete(file);
        return metrics.Split('\n');
    }

    private static double Value(string[] metrics, string name, params string[] labels)
    {
        var line = metrics.Single(l => l.StartsWith(name + "{", StringComparison.Ordinal) && labels.All(label => l.Contains(label, StringComparison.Ordinal)));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}
