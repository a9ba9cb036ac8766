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
            .Build();
    }

    public INetwork Network { get; }

    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_postgres.GetConnectionString());
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask InitializeAsync()
    {
        await Network.CreateAsync();
        await _postgres.StartAsync();
        await ExecuteAsync($"CREATE ROLE mem0_monitor LOGIN PASSWORD '{Password}'; GRANT pg_monitor TO mem0_monitor");
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await Network.DisposeAsync();
    }
}
