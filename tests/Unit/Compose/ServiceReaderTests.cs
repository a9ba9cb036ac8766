using Mem0Observability.Compose;
using static Mem0Observability.Tests.Unit.Compose.ProjectFolder;

namespace Mem0Observability.Tests.Unit.Compose;

public sealed class ServiceReaderTests
{
    [Fact]
    public void A_service_with_an_image_alone_has_the_engines_defaults()
    {
        ServiceSpec service = Service("image: img:1");

        service.Should().BeEquivalentTo(
            new ServiceSpec
            {
                Name = "s",
                Position = service.Position,
                Image = "img:1",
                Networks = new Dictionary<string, IReadOnlyList<string>> { ["default"] = [] },
            });
        service.Position.Line.Should().Be(3);
    }

    [Theory]
    [InlineData("environment: {B: x, A: 5, T: true, E: '', FROM: , NOT: }")]
    [InlineData("environment: [B=x, A=5, T=true, E=, FROM, NOT]")]
    public void Environment_is_a_map_or_a_list_and_a_name_alone_takes_the_callers_value(string body) =>
        Service(body, environment: new() { ["FROM"] = "f" }).Environment.Should().Equal(
            new Dictionary<string, string> { ["A"] = "5", ["B"] = "x", ["E"] = "", ["FROM"] = "f", ["T"] = "true" });

    [Theory]
    [InlineData("labels: {a: b, c: }")]
    [InlineData("labels: [a=b, c]")]
    public void Labels_are_a_map_or_a_list(string body) =>
        Service(body).Labels.Should().Equal(new Dictionary<string, string> { ["a"] = "b", ["c"] = "" });

    [Fact]
    public void A_command_is_words_or_a_list_and_absent_is_not_empty()
    {
        Service("command: run 'a b' $$X").Command.Should().Equal("run", "a b", "$X");
        Service("command: [run, 'a b', '']").Command.Should().Equal("run", "a b", "");
        Service("entrypoint: []").Entrypoint.Should().BeEmpty();
        Service("entrypoint:").Entrypoint.Should().BeNull();
    }

    [Theory]
    [InlineData("9090", ":0:9090/tcp")]
    [InlineData("'9091:9092'", ":9091:9092/tcp")]
    [InlineData("56:22", ":56:22/tcp")]
    [InlineData("'127.0.0.1:80:81/udp'", "127.0.0.1:80:81/udp")]
    [InlineData("'127.0.0.1::82'", "127.0.0.1:0:82/tcp")]
    [InlineData("'0:82'", ":0:82/tcp")]
    [InlineData("'[::1]:90:91'", "::1:90:91/tcp")]
    [InlineData("'3000-3001:4000-4001'", ":3000:4000/tcp|:3001:4001/tcp")]
    [InlineData("{target: 80, published: 8080, host_ip: 127.0.0.1, protocol: udp}", "127.0.0.1:8080:80/udp")]
    [InlineData("{target: 80, published: '8080'}", ":8080:80/tcp")]
    [InlineData("{target: 80}", ":0:80/tcp")]
    public void Ports_are_read_in_every_form(string port, string expected) =>
        Service($"ports: [{port}]").Ports.Select(p => $"{p.HostIp}:{p.Published}:{p.Target}/{p.Protocol}").Should().Equal(expected.Split('|'));

    [Fact]
    public void Exposed_ports_carry_their_protocol() =>
        Service("expose: [70, '71-72', '73/udp']").Expose.Should().Equal("70/tcp", "71/tcp", "72/tcp", "73/udp");

    [Theory]
    [InlineData("'data:/d'", "Volume data /d")]
    [InlineData("'data:/d:ro'", "Volume data /d ro")]
    [InlineData("/anon", "Volume  /anon")]
    [InlineData("'c:/d'", "Volume c /d")]
    [InlineData("'./rel/../r/:/d/'", "Bind PROJECT/r /d create")]
    [InlineData("'.:/d:rw'", "Bind PROJECT /d create")]
    [InlineData("'/:/host:ro,rslave'", "Bind / /host ro create rslave")]
    [InlineData("'~/h:/d'", "Bind /home/me/h /d create")]
    [InlineData("{type: bind, source: ./b, target: /b, read_only: true, bind: {propagation: rslave}}", "Bind PROJECT/b /b ro rslave")]
    [InlineData("{type: bind, source: /b, target: /b, bind: {create_host_path: true}}", "Bind /b /b create")]
    [InlineData("{type: volume, source: data, target: /v}", "Volume data /v")]
    [InlineData("{type: tmpfs, target: /t, tmpfs: {size: 64m, mode: 01777}}", "Tmpfs  /t 67108864 1023")]
    public void Volumes_are_read_in_every_form(string volume, string expected)
    {
        using var folder = new ProjectFolder();
        MountSpec m = folder.Read(
            $"services: {{s: {{image: i, volumes: [{volume}]}}}}\nvolumes: {{data: , c: }}", environment: new() { ["HOME"] = "/home/me" }).Services["s"].Mounts.Single();

        string text = $"{m.Kind} {m.Source} {m.Target}{(m.ReadOnly ? " ro" : "")}{(m.CreateHostPath ? " create" : "")}";
        text += string.Concat(new object?[] { m.Propagation, m.Size, m.Mode }.Where(v => v is not null).Select(v => $" {v}"));
        text.Should().Be(expected.Replace("PROJECT", folder.Directory, StringComparison.Ordinal));
    }

    [Fact]
    public void A_tmpfs_has_size_mode_and_read_only()
    {
        IReadOnlyList<MountSpec> mounts = Service("tmpfs: ['/a:size=10m,mode=1777,noexec', '/b:ro']").Mounts;

        mounts.Select(m => (m.Kind, m.Target, m.Size, m.Mode, m.ReadOnly)).Should().Equal(
            (MountKind.Tmpfs, "/a", 10L * 1024 * 1024, Convert.ToInt32("1777", 8), false), (MountKind.Tmpfs, "/b", null, null, true));
        Service("tmpfs: /c").Mounts.Single().Target.Should().Be("/c");
    }

    [Fact]
    public void Secrets_and_configs_become_read_only_binds()
    {
        ServiceSpec service = Service(
            "secrets: [p, {source: p, target: other}, {source: p, target: /abs}]\nconfigs: [c, {source: c, target: /etc/c.conf}]",
            "secrets: {p: {file: /state/p.txt}}\nconfigs: {c: {file: /state/c.conf}}");

        service.Mounts.Select(m => (m.Origin, m.Source, m.Target)).Should().Equal(
            ("secret", "/state/p.txt", "/run/secrets/p"),
            ("secret", "/state/p.txt", "/run/secrets/other"),
            ("secret", "/state/p.txt", "/abs"),
            ("config", "/state/c.conf", "/c"),
            ("config", "/state/c.conf", "/etc/c.conf"));
        service.Mounts.Should().OnlyContain(m => m.ReadOnly && m.Kind == MountKind.Bind && !m.CreateHostPath);
    }

    [Theory]
    [InlineData("{test: curl -f x}", "CMD-SHELL|curl -f x")]
    [InlineData("{test: [CMD, wget, -q]}", "CMD|wget|-q")]
    [InlineData("{test: [CMD-SHELL, 'a b']}", "CMD-SHELL|a b")]
    [InlineData("{test: [NONE]}", "NONE")]
    [InlineData("{disable: true}", "NONE")]
    public void A_health_check_has_a_kind_of_test(string check, string test) =>
        Service($"healthcheck: {check}").HealthCheck!.Test.Should().Equal(test.Split('|'));

    [Fact]
    public void A_health_check_without_a_test_changes_only_the_times()
    {
        HealthCheckSpec check = Service("healthcheck: {interval: 1m30s, timeout: 500ms, retries: 5, start_period: 2s, start_interval: 1s}").HealthCheck!;

        check.Test.Should().BeEmpty();
        (check.Interval, check.Timeout, check.Retries, check.StartPeriod, check.StartInterval).Should().Be(
            (TimeSpan.FromSeconds(90), TimeSpan.FromMilliseconds(500), 5, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("mem_limit: 256m\nmem_reservation: 64m\ncpus: 0.50\npids_limit: 100")]
    [InlineData("deploy: {resources: {limits: {memory: 256m, cpus: '0.5', pids: 100}, reservations: {memory: 64m}}}")]
    [InlineData("mem_limit: 256m\nmem_reservation: 64m\ndeploy: {resources: {limits: {memory: 256m, cpus: '0.5', pids: 100}}}")]
    public void Limits_stand_at_the_service_or_under_deploy(string body)
    {
        ServiceSpec service = Service(body);

        (service.MemoryLimit, service.MemoryReservation, service.Cpus, service.PidsLimit).Should().Be((256L << 20, 64L << 20, 0.5, 100L));
    }

    [Fact]
    public void Zero_and_minus_one_are_no_limit()
    {
        ServiceSpec service = Service("mem_limit: 0\ncpus: 0\npids_limit: -1");

        (service.MemoryLimit, service.Cpus, service.PidsLimit).Should().Be((null, null, null));
    }

    [Fact]
    public void Networks_are_a_list_or_a_map_with_aliases()
    {
        Service("networks: [a, b]", "networks: {a: , b: {}}").Networks.Keys.Should().Equal("a", "b");
        Service("networks: {a: {aliases: [x, y]}}", "networks: {a: }").Networks["a"].Should().Equal("x", "y");
        Service("networks: []").Networks.Keys.Should().Equal("default");
        Service("network_mode: host").Networks.Should().BeEmpty();
    }

    [Fact]
    public void Extra_hosts_and_devices_are_written_one_way()
    {
        Service("extra_hosts: ['a:1.2.3.4', 'b=::1', 'c:[::2]', 'h:host-gateway']").ExtraHosts.Should().Equal("a:1.2.3.4", "b:::1", "c:::2", "h:host-gateway");
        Service("extra_hosts: {a: 1.2.3.4}").ExtraHosts.Should().Equal("a:1.2.3.4");
        Service("devices: [/dev/a, '/dev/b:/dev/c', '/dev/d:/dev/d:r']").Devices.Should().Equal("/dev/a:/dev/a:rwm", "/dev/b:/dev/c:rwm", "/dev/d:/dev/d:r");
    }

    [Fact]
    public void A_build_is_a_folder_or_a_map()
    {
        BuildSpec plain = Service("build: /src").Build!;
        BuildSpec full = Service("build: {context: /src, dockerfile: ../D, args: [A=1, FROM, NOT], target: t}", environment: new() { ["FROM"] = "f" }).Build!;

        (plain.Context, plain.Dockerfile, plain.Target).Should().Be(("/src", "/src/Dockerfile", null));
        (full.Context, full.Dockerfile, full.Target).Should().Be(("/src", "/D", "t"));
        full.Args.Should().Equal(new Dictionary<string, string> { ["A"] = "1", ["FROM"] = "f" });
        Service("build: /src").Image.Should().Be("n-s");
        Service("build: /src\nimage: mine").Image.Should().Be("mine");
    }

    [Fact]
    public void The_other_keys_are_taken_over()
    {
        ServiceSpec service = Service("""
            container_name: the-name
            restart: on-failure:3
            user: "65534:65534"
            group_add: [999, staff]
            working_dir: /w
            hostname: h
            pid: host
            read_only: true
            init: "true"
            privileged: false
            cap_add: [SYS_PTRACE]
            cap_drop: [ALL]
            security_opt: ["no-new-privileges:true"]
            ulimits: {nofile: 1024, nproc: {soft: 1, hard: -1}}
            sysctls: {net.core.somaxconn: 1024}
            shm_size: 64m
            logging: {driver: json-file, options: {max-size: 10m, max-file: "3"}}
            stop_grace_period: 1m
            stop_signal: SIGINT
            x-note: anything
            """);

        service.Should().BeEquivalentTo(new
        {
            ContainerName = "the-name",
            Restart = "on-failure:3",
            User = "65534:65534",
            GroupAdd = new[] { "999", "staff" },
            WorkingDir = "/w",
            Hostname = "h",
            Pid = "host",
            ReadOnly = true,
            Init = true,
            Privileged = false,
            CapAdd = new[] { "SYS_PTRACE" },
            CapDrop = new[] { "ALL" },
            SecurityOpt = new[] { "no-new-privileges:true" },
            Ulimits = new Dictionary<string, UlimitSpec> { ["nofile"] = new(1024, 1024), ["nproc"] = new(1, -1) },
            Sysctls = new Dictionary<string, string> { ["net.core.somaxconn"] = "1024" },
            ShmSize = 64L << 20,
            Logging = new LoggingSpec("json-file", new Dictionary<string, string> { ["max-size"] = "10m", ["max-file"] = "3" }),
            StopGracePeriod = TimeSpan.FromMinutes(1),
            StopSignal = "SIGINT",
        });
    }

    [Fact]
    public void An_empty_variable_is_as_good_as_an_absent_key() => Service("user: ${RUN_AS:-}").User.Should().BeNull();
}
