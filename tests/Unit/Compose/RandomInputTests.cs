using System.Text;
using CsCheck;
using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Tests.Unit.Compose;

/// <summary>Whatever is in the files, the outcome is a project or a StackException.</summary>
public sealed class RandomInputTests
{
    private const string Valid = """
        name: n
        x-base: &base {restart: always, logging: {driver: json-file, options: {max-size: 10m}}}
        services:
          s:
            <<: *base
            image: "i:${V:-1}"
            command: run 'a b'
            ports: ["127.0.0.1:80:81/udp", {target: 80}]
            volumes: ["data:/d:ro", {type: tmpfs, target: /t, tmpfs: {size: 64m, mode: 0755}}]
            tmpfs: ["/x:size=1m"]
            environment: [A=1, B]
            healthcheck: {test: x, interval: 1m30s, retries: 3}
            depends_on: {t: {condition: service_healthy}}
            secrets: [p]
            extra_hosts: ["a:1.2.3.4"]
            ulimits: {nofile: 5}
            mem_limit: 1.5g
          t: {image: i, networks: {n: {aliases: [a]}}}
        networks: {n: }
        volumes: {data: {labels: [a=b]}}
        secrets: {p: {file: ./p}}
        """;

    private static readonly string[] s_pieces = [.. ("{ } [ ] : , - # & * &a *a << ! !! | > ' \" % @ ` ? ~ null true 010 1.0 0 -1 $ $$ ${ ${A} ${A:-b} } /x ./x a:b a=b 1m 5g \n \n\n \t \0 "
        + "services image ports volumes \u00e9 \ud83d\ude00 \\ \\x \\U99999999").Split(' '), " ", "  ", "\n  ", ": ", "- "];

    private static readonly Gen<string> s_piece = Gen.Int[0, s_pieces.Length - 1].Select(i => s_pieces[i]);

    private static readonly Gen<string> s_soup = s_piece.List[0, 40].Select(string.Concat);

    private static readonly Gen<string> s_mutant =
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 6], Gen.OneOf(s_piece, s_soup),
            (at, remove, insert) => Valid.Remove(at, Math.Min(remove, Valid.Length - at)).Insert(at, insert));

    [Fact]
    public void Random_bytes_are_a_syntax_error_or_data()
    {
        using var folder = new ProjectFolder();
        Gen.Byte.Array[0, 60].Sample(bytes => OnlyStackExceptions(() =>
        {
            File.WriteAllBytes(folder.Path("c.yml"), bytes);
            folder.Read();
        }), iter: 300, threads: 1);
    }

    [Fact]
    public void Random_pieces_of_yaml_never_surprise() => s_soup.Sample(
        text => OnlyStackExceptions(() => YamlFile.Parse(text, "f.yml")), iter: 2000, threads: 1);

    [Fact]
    public void A_damaged_compose_file_never_surprises()
    {
        using var folder = new ProjectFolder();
        folder.Read(Valid).Services.Should().HaveCount(2);
        s_mutant.Sample(text => OnlyStackExceptions(() => folder.Read(text)), iter: 400, threads: 1);
    }

    [Fact]
    public void A_damaged_env_file_never_surprises() => s_soup.Sample(
        text => OnlyStackExceptions(() => DotEnv.Parse(text, ".env", [], new Dictionary<string, string>())), iter: 2000, threads: 1);

    private static void OnlyStackExceptions(Action read)
    {
        try
        {
            read();
        }
        catch (StackException e)
        {
            e.ErrorId.Should().MatchRegex("^(Compose|EnvFile)[A-Z]");
            Encoding.UTF8.GetByteCount(e.Message).Should().BeGreaterThan(0);
        }
    }
}
