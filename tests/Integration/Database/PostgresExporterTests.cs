using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Networks;
using Mem0Observability.Tests.Integration.Setup;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Mem0Observability.Tests.Integration.Database;

/// <summary>mem0's database (PostgreSQL with pgvector) and the exporter, as shipped, on a network of their own.</summary>
public sealed class PostgresExporterTests : IAsyncLifetime
{
    private const string Password = "monitoring-only";
    private const string PasswordFile = "/run/secrets/postgres_exporter_password";

    private readonly INetwork _network = new NetworkBuilder().Build();
    private readonly PostgreSqlContainer _postgres;

    public PostgresExporterTests() =>
        _postgres = new PostgreSqlBuilder(StackImages.Pgvector).WithDatabase("postgres").WithNetwork(_network).WithNetworkAliases("postgres").Build();

    public async ValueTask InitializeAsync()
    {
        await _network.CreateAsync();
        await _postgres.StartAsync();
        await ExecuteAsync($"CREATE ROLE mem0_monitor LOGIN PASSWORD '{Password}'; GRANT pg_monitor TO mem0_monitor");
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task The_database_has_pgvector()
    {
        await ExecuteAsync("CREATE EXTENSION vector");
        (await ExecuteAsync("SELECT '[1,0]'::vector <=> '[0,1]'::vector")).Should().Be(1d);
    }

    [Theory]
    [InlineData(Password, "pg_up 1")]
    [InlineData("another", "pg_up 0")]
    public async Task The_exporter_logs_in_with_the_password_of_the_file_and_says_when_it_cannot(string password, string expected)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, password, TestContext.Current.CancellationToken);
        // As Start-Mem0Monitoring makes it: the container's user is not ours.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        await using var exporter = ShippedContainer.Of("postgres-exporter", _network).WithBindMount(file, PasswordFile, AccessMode.ReadOnly).Build();
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri(ShippedContainer.Address(exporter, "postgres-exporter"), "/metrics"), TestContext.Current.CancellationToken);
        metrics.Split('\n').Should().Contain(expected);
        File.Delete(file);
    }

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_postgres.GetConnectionString());
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
