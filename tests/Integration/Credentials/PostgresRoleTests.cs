using Mem0Observability.Compose;
using Mem0Observability.Docker;
using Mem0Observability.Provisioning.Credentials;
using Mem0Observability.Tests.Integration.Database;
using Npgsql;

namespace Mem0Observability.Tests.Integration.Credentials;

/// <summary>The exporter's role in a real PostgreSQL, found and altered through the engine.</summary>
public sealed class PostgresRoleTests(Mem0Database database) : IClassFixture<Mem0Database>
{
    private const string Role = "mem0_monitor";

    [Fact]
    public async Task The_role_gets_the_new_password_by_its_verifier_and_loses_the_old_one()
    {
        using var engine = await EngineConnection.OpenAsync(TestContext.Current.CancellationToken);
        await database.MonitorAsync();
        PostgresRole role = await RoleAsync(engine, database.Network.Name);

        (await role.ChangeAsync(Mem0Database.Password, "next-secret", TestContext.Current.CancellationToken)).Should().BeNull();

        (await LogInAsync("next-secret")).Should().Be(Role);
        await RefusesAsync(Mem0Database.Password);
        (await role.AcceptsAsync("next-secret", TestContext.Current.CancellationToken)).Should().BeTrue();
        (await role.AcceptsAsync(Mem0Database.Password, TestContext.Current.CancellationToken)).Should().BeFalse();
    }

    [Fact]
    public async Task A_database_on_another_network_is_its_owner_s_and_the_statement_does_the_same()
    {
        using var engine = await EngineConnection.OpenAsync(TestContext.Current.CancellationToken);
        await database.MonitorAsync();
        PostgresRole role = await RoleAsync(engine, "no-such-network");

        string todo = (await role.ChangeAsync(Mem0Database.Password, "by-hand-secret", TestContext.Current.CancellationToken))!;

        todo.Should().NotContain("by-hand-secret");
        (await LogInAsync(Mem0Database.Password)).Should().Be(Role);
        await database.ExecuteAsync(todo[todo.IndexOf("ALTER ROLE", StringComparison.Ordinal)..]);
        (await LogInAsync("by-hand-secret")).Should().Be(Role);
        await RefusesAsync(Mem0Database.Password);
    }

    private Task<object?> LogInAsync(string password) => database.ExecuteAsync("SELECT current_user::text", user: Role, password: password);

    private async Task RefusesAsync(string password) =>
        (await this.Awaiting(t => t.LogInAsync(password)).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InvalidPassword);

    /// <summary>As the exporter would name the container, on a network that it shares or not.</summary>
    private async Task<PostgresRole> RoleAsync(IContainerEngine engine, string network)
    {
        ContainerInfo found = (await engine.ListContainersAsync(null, TestContext.Current.CancellationToken)).Single(c => c.Networks.Contains(database.Network.Name));
        var exporter = new ServiceSpec
        {
            Name = "postgres-exporter",
            Image = "",
            Position = new("", 0, 0),
            Environment = new Dictionary<string, string> { ["DATA_SOURCE_URI"] = $"{found.Name}:5432/postgres?sslmode=disable", ["DATA_SOURCE_USER"] = Role },
        };
        return new PostgresRole(engine, exporter, found with { Networks = [network] }, _ => Task.FromResult(true));
    }
}
