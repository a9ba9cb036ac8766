using Mem0Observability.Model;
using static Mem0Observability.Tests.Unit.Compose.ProjectFolder;

namespace Mem0Observability.Tests.Unit.Compose;

public sealed class ComposeErrorTests
{
    [Theory]
    [InlineData("servics: {}", "c.yml:1:1: key 'servics' is not known here. Did you mean 'services'?")]
    [InlineData("services: {s: {image: i, heathcheck: {}}}", "c.yml:1:26: services.s: key 'heathcheck' is not known here. Did you mean 'healthcheck'?")]
    [InlineData("services: {s: {image: i, links: []}}", "c.yml:1:26: services.s: key 'links' is not known here. Remove it")]
    [InlineData("services: {s: {image: i}}\nnetworks: {a: {ipam: {}}}", "c.yml:2:16: networks.a: key 'ipam' is not known here.")]
    [InlineData("services: {s: {image: i}}\nvolumes: {a: {driver_opts: {}}}", "c.yml:2:15: volumes.a: key 'driver_opts'")]
    [InlineData("services: {s: {image: i}}\nsecrets: {a: {file: f, environment: X}}", "c.yml:2:24: secrets.a: key 'environment'")]
    [InlineData("services: {s: {image: i}}\nconfigs: {a: {file: f, content: X}}", "c.yml:2:24: configs.a: key 'content'")]
    public void An_unknown_key_names_its_place_and_the_nearest_known_one(string compose, string message)
    {
        StackException fault = Fault(compose.StartsWith("servics", StringComparison.Ordinal) ? compose + "\nservices: {s: {image: i}}" : compose);

        fault.ErrorId.Should().Be("ComposeUnknownKey");
        fault.Message.Should().StartWith(message);
    }

    [Theory]
    [InlineData("healthcheck: {tests: x}", "services.s.healthcheck: key 'tests'")]
    [InlineData("ports: [{target: 1, mode: host}]", "services.s.ports[0]: key 'mode'")]
    [InlineData("volumes: [{type: volume, target: /x, bind: {}}]", "services.s.volumes[0]: key 'bind'")]
    [InlineData("deploy: {replicas: 2}", "services.s.deploy: key 'replicas'")]
    [InlineData("deploy: {resources: {reservations: {cpus: '1'}}}", "services.s.deploy.resources.reservations: key 'cpus'")]
    [InlineData("logging: {opts: {}}", "services.s.logging: key 'opts'")]
    [InlineData("build: {contxt: .}", "services.s.build: key 'contxt' is not known here. Did you mean 'context'?")]
    [InlineData("networks: {default: {ipv4_address: 1.2.3.4}}", "services.s.networks.default: key 'ipv4_address'")]
    [InlineData("secrets: [{source: a, mode: 0400}]", "services.s.secrets[0]: key 'mode'")]
    public void Unknown_keys_are_found_at_every_depth(string body, string message)
    {
        StackException fault = ServiceFault(body, "secrets: {a: {file: f}}");

        fault.ErrorId.Should().Be("ComposeUnknownKey");
        fault.Message.Should().Contain(message);
    }

    [Theory]
    [InlineData("depends_on: [zz]", "service 'zz' is not defined")]
    [InlineData("depends_on: {zz: {condition: service_started, required: false}}", "service 'zz' is not defined")]
    [InlineData("networks: [zz]", "network 'zz' is not defined")]
    [InlineData("volumes: ['zz:/x']", "volume 'zz' is not defined")]
    [InlineData("secrets: [zz]", "secret 'zz' is not defined")]
    [InlineData("configs: [zz]", "config 'zz' is not defined")]
    public void A_name_that_the_file_does_not_define_is_an_error(string body, string message)
    {
        StackException fault = ServiceFault(body);

        fault.ErrorId.Should().Be("ComposeUndefinedReference");
        fault.Message.Should().StartWith("c.yml:4:").And.Contain(message);
    }

    [Fact]
    public void A_dependency_outside_the_active_profiles_is_an_error_only_while_its_dependent_is_active()
    {
        const string compose = "services: {a: {image: i, profiles: [p], depends_on: [b]}, b: {image: i, profiles: [q]}}";
        using var folder = new ProjectFolder();

        folder.Read(compose, profiles: ["q"]).Services.Keys.Should().Equal("b");
        folder.Read(compose, profiles: ["p", "q"]).Services.Should().HaveCount(2);
        Fault(compose, profiles: ["p"]).ErrorId.Should().Be("ComposeUndefinedReference");
    }

    [Fact]
    public void Services_that_wait_for_each_other_are_named_in_order()
    {
        StackException fault = Fault("""
            services:
              first: {image: i, depends_on: [a]}
              a: {image: i, depends_on: [b]}
              b: {image: i, depends_on: [c]}
              c: {image: i, depends_on: [a]}
              last: {image: i}
            """);

        fault.ErrorId.Should().Be("ComposeDependencyCycle");
        fault.Message.Should().StartWith("c.yml:3:3: services depend on each other: a → b → c → a.");
    }

    [Theory]
    [InlineData("environment: {A: 1, A: 2}")]
    [InlineData("environment: [A=1, A=2]")]
    [InlineData("networks: [default, default]")]
    [InlineData("image: i\nimage: j")]
    public void A_key_that_is_set_twice_is_an_error(string body) => ServiceFault(body).ErrorId.Should().Be("ComposeDuplicateKey");

    [Theory]
    [InlineData("ports: ['8000-8010:80']", "has 11 published ports for 1")]
    [InlineData("ports: ['127.0.0.1:80']", "'127.0.0.1' is not a port")]
    [InlineData("ports: ['70000:1']", "'70000' is not a port")]
    [InlineData("ports: ['1-65535:1-65535']", "is more than 1000 ports")]
    [InlineData("ports: ['0']", "'0' is not a port")]
    [InlineData("ports: [08080]", "YAML reads '08080' as a number")]
    [InlineData("ports: ['80/http']", "'http' is not a protocol")]
    [InlineData("ports: ['::1:80:81']", "Put an IPv6 address into brackets")]
    [InlineData("ports: ['host:80:81']", "'host' is not an IP address")]
    [InlineData("ports: [{published: 80}]", "has no target")]
    [InlineData("ports: [{target: 70000}]", "ports go up to 65535")]
    [InlineData("ports: 80", "is a single value; a list is expected")]
    [InlineData("volumes: ['aa:b:c:d']", "is not a volume")]
    [InlineData("volumes: ['./x:rel']", "'rel' is not an absolute path")]
    [InlineData("volumes: ['./x:/']", "cannot be the container's root")]
    [InlineData("volumes: ['./x:/y:z']", "option 'z' is not supported")]
    [InlineData("volumes: ['./a:/y', './b:/y/']", "two mounts have the target '/y'")]
    [InlineData("volumes: [{type: bind, target: /y}]", "a bind needs a source")]
    [InlineData("volumes: [{type: nfs, target: /y}]", "type 'nfs' is not supported")]
    [InlineData("volumes: [{type: tmpfs, target: /y, tmpfs: {mode: 755}}]", "'755' is not an octal mode")]
    [InlineData("tmpfs: '/x:uid=5'", "tmpfs option 'uid=5' is not supported")]
    [InlineData("tmpfs: '/x:size=10%'", "'10%' is not a size")]
    [InlineData("command: a; b", "no shell runs this")]
    [InlineData("command: [sleep, 5]", "YAML reads 5 as a number or boolean, and only text is taken here")]
    [InlineData("command: {a: b}", "is a map; a list is expected")]
    [InlineData("environment: {A: 010}", "YAML reads '010' as a number")]
    [InlineData("environment: {A: 1.0}", "YAML reads '1.0' as a number")]
    [InlineData("environment: {A: 2026-01-02}", "YAML reads '2026-01-02' as a number")]
    [InlineData("environment: {A: 1_000}", "YAML reads '1_000' as a number")]
    [InlineData("environment: {A: [1]}", "is a list; a single value is expected")]
    [InlineData("environment: [=x]", "a name is missing before '='")]
    [InlineData("environment: text", "a map or a list of NAME=value is expected")]
    [InlineData("restart: never", "'never' is not a policy")]
    [InlineData("restart: on-failure:x", "is not a policy")]
    [InlineData("network_mode: 'service:a'", "is not supported. Use bridge or host or none")]
    [InlineData("network_mode: host\nnetworks: [default]", "cannot stand beside network_mode")]
    [InlineData("pid: 'container:x'", "Use host")]
    [InlineData("healthcheck: {test: [curl]}", "must be [CMD, program")]
    [InlineData("healthcheck: {interval: 5}", "'5' is not a duration")]
    [InlineData("healthcheck: {retries: -1}", "'-1' is not a whole number")]
    [InlineData("healthcheck: {retries: 03}", "'03' is not a whole number")]
    [InlineData("healthcheck:", "has no value")]
    [InlineData("read_only: yes", "'yes' is not true or false")]
    [InlineData("mem_limit: 12q", "'12q' is not a size")]
    [InlineData("mem_limit: 1\ndeploy: {resources: {limits: {memory: 2}}}", "is 1, and 2 under deploy.resources")]
    [InlineData("cpus: half", "'half' is not a number")]
    [InlineData("ulimits: {nofile: {soft: 1}}", "has no hard")]
    [InlineData("extra_hosts: [a]", "'a' is not a host")]
    [InlineData("devices: [kmsg]", "'kmsg' is not a device")]
    [InlineData("depends_on: {s: {condition: ready}}", "'ready' is not a condition")]
    [InlineData("depends_on: {s: {}}", "has no condition")]
    [InlineData("build: 'https://x/y.git'", "is not a local folder")]
    [InlineData("container_name: -x", "is not a name")]
    [InlineData("profiles: p", "is a single value; a list is expected")]
    public void A_value_that_its_key_does_not_take_is_an_error_with_its_place(string body, string message)
    {
        StackException fault = ServiceFault(body);

        fault.ErrorId.Should().Be("ComposeInvalidValue");
        fault.Message.Should().MatchRegex("^c\\.yml:[0-9]+:[0-9]+: services\\.s").And.Contain(message);
    }

    [Theory]
    [InlineData("", "file: is empty")]
    [InlineData("- a", "file: is a list")]
    [InlineData("name: n", "the file defines no service")]
    [InlineData("services: []", "services: is a list")]
    [InlineData("services: {s: }", "services.s: is empty")]
    [InlineData("services: {s: {}}", "has neither image nor build")]
    [InlineData("services: {'a b': {image: i}}", "'a b' is not a name")]
    [InlineData("services: {s: {image: i}}\nsecrets: {a: }", "secrets.a: has no file")]
    [InlineData("services: {s: {image: i}}\nvolumes: {a: {external: true, driver: local}}", "volumes.a.driver: has no effect")]
    public void A_file_without_its_parts_is_an_error(string compose, string message)
    {
        StackException fault = Fault(compose);

        fault.ErrorId.Should().Be("ComposeInvalidValue");
        fault.Message.Should().StartWith("c.yml:").And.Contain(message);
    }

    [Fact]
    public void A_missing_variable_names_the_line_that_needs_it()
    {
        StackException fault = ServiceFault("image: ${NO_SUCH_IMAGE:?add versions.env}");

        fault.ErrorId.Should().Be("ComposeVariableMissing");
        fault.Message.Should().Be("c.yml:4:12: variable 'NO_SUCH_IMAGE' is required: add versions.env");
    }

    [Fact]
    public void Malformed_yaml_is_a_syntax_error() => Fault("services: [").ErrorId.Should().Be("ComposeSyntax");
}
