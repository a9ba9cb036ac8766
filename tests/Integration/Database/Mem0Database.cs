using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Networks;
using Mem0Observability.Tests.Integration.Setup;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Mem0Observability.Tests.Integration.Database;

/// <summary>mem0's database (PostgreSQL with pgvector) with the role for monitoring, on a network of its own.</summary>
public sealed class Mem0Database : IAsyncLifetime
{
    public const string Password = "monitoring-only";

    private readonly PostgreSqlContainer _postgres;

    public Mem0Database()
    {
        Network = new NetworkBuilder().WithLogger(NullLogger.Instance).Build();
        _postgres = new PostgreSqlBuilder(StackImages.Pgvector)
            .WithLogger(NullLogger.Instance)
            .WithDatabase("postgres")
            .WithNetwork(Network)
            .WithNetworkAliases("postgres")
            .WithCommand("-c", "shared_preload_libraries=pg_stat_statements")
            .WithResourceMapping(new FileInfo(Path.Combine(Repository.Root, "instrumentation", "mem0", "server", "monitoring.sql")), "/tmp/")
            .Build();
    }

    public INetwork Network { get; }

    /// <summary>Runs the shipped monitoring.sql as its first lines say; its errors are thrown.</summary>
    public async Task MonitorAsync()
    {
        string[] psql = ["psql", "--username=postgres", "--host=127.0.0.1", "--quiet", "--set", $"password={Password}", "--file=/tmp/monitoring.sql"];
        var result = await _postgres.ExecAsync(["env", $"PGPASSWORD={PostgreSqlBuilder.DefaultPassword}", .. psql], TestContext.Current.CancellationToken);
        if (result.ExitCode != 0) throw new InvalidOperationException(result.Stderr);
    }

    public async Task<object?> ExecuteAsync(string sql, string database = "postgres", string user = "postgres", string password = PostgreSqlBuilder.DefaultPassword)
    {
        var address = new NpgsqlConnectionStringBuilder(_postgres.GetConnectionString()) { Database = database, Username = user, Password = password };
        await using var source = NpgsqlDataSource.Create(address);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask InitializeAsync()
    {
        await Network.CreateAsync();
        await _postgres.StartAsync();
        await ExecuteAsync("CREATE DATABASE mem0_app");
        await MonitorAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await Network.DisposeAsync();
    }
}
