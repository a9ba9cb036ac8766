using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mem0Observability.Checks;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Docs;

/// <summary>The documentation says what the code does: no more, no less.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] s_headings = ["Synopsis", "Syntax", "Description", "Parameters", "Outputs", "Errors", "Examples"];

    /// <summary>What the console host has beside our own; examples must run there.</summary>
    private static readonly string[] s_coreCommands = ["Where-Object", "ForEach-Object", "Format-List"];

    private static readonly string s_about = Checkout.Read($"{CommandPage.Folder}/about_Mem0Observability.md");

    public static TheoryData<string> AllCommands => [.. Commands.InCode.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void The_manifest_exports_exactly_the_commands_in_the_code() =>
        ((object[])Commands.Manifest["CmdletsToExport"]!).Should().BeEquivalentTo(Commands.InCode.Keys);

    [Fact]
    public void Every_page_belongs_to_a_command_or_a_topic() =>
        Checkout.Files(CommandPage.Folder, "*.md").Select(Path.GetFileNameWithoutExtension)
            .Should().BeEquivalentTo([.. Commands.InCode.Keys, "about_Mem0Observability"]);

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void A_page_has_every_section(string command)
    {
        CommandPage page = CommandPage.Of(command);
        page.Title.Should().Be(command);
        page.Headings.Should().ContainInOrder(s_headings);
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void A_page_documents_exactly_the_parameters(string command)
    {
        CommandPage page = CommandPage.Of(command);
        IEnumerable<string> parameters = Commands.Parameters(command).Select(p => p.Name);
        page.Parameters.Keys.Should().BeEquivalentTo(parameters);
        SyntaxParameter().Matches(page.Section("Syntax")).Select(m => m.Groups[1].Value).Distinct()
            .Except(["WhatIf", "Confirm"]).Should().BeEquivalentTo(parameters);
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void A_page_says_whether_the_command_knows_WhatIf(string command) =>
        CommandPage.Of(command).Section("Syntax").Contains("[-WhatIf]", StringComparison.Ordinal)
            .Should().Be(Commands.InCode[command].GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess);

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void A_parameter_s_text_names_its_values_bounds_aliases_and_position(string command)
    {
        IReadOnlyDictionary<string, string> texts = CommandPage.Of(command).Parameters;
        IEnumerable<string> missing =
            from parameter in Commands.Parameters(command)
            from fact in Facts(parameter)
            where !texts[parameter.Name].Contains(fact, StringComparison.Ordinal)
            select $"-{parameter.Name}: {fact}";
        missing.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void An_example_is_valid_and_uses_parameters_that_exist(string command)
    {
        IReadOnlyList<Example> examples = [.. CommandPage.Of(command).Examples];
        examples.Should().NotBeEmpty();
        foreach (Example example in examples)
        {
            example.Info.Should().MatchRegex("^powershell( no-stack| no-run .+)?$");
            Ast script = Parser.ParseInput(example.Script, out _, out ParseError[] errors);
            errors.Should().BeEmpty();
            foreach (CommandAst call in script.FindAll(a => a is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()) Check(call);
        }
    }

    [Fact]
    public void About_lists_every_error_id_of_the_code_and_no_other()
    {
        IReadOnlyList<string> listed = ErrorIds.Listed(s_about);
        listed.Should().OnlyHaveUniqueItems();
        listed.Should().BeEquivalentTo(ErrorIds.InSource());
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public void A_page_names_only_error_ids_that_exist(string command) =>
        CommandPage.Of(command).ErrorIds.Should().BeSubsetOf(ErrorIds.Listed(s_about));

    [Fact]
    public void Every_metric_by_name_is_described_with_its_unit()
    {
        string table = CommandPage.Of("Get-Mem0Metric").Section("Description");
        foreach (NamedMetric metric in NamedMetrics.All)
        {
            string row = table.Split('\n').Single(line => line.StartsWith('|') && line.Contains($"`{metric.Name}`", StringComparison.Ordinal));
            string[] cells = row.Split('|', StringSplitOptions.TrimEntries);
            cells[2].Should().Be(metric.Unit, row);
            cells[1].EndsWith('*').Should().Be(metric.TakesService, row);
        }
    }

    [Fact]
    public void Every_check_is_described() =>
        CheckRow().Matches(CommandPage.Of("Test-Mem0Monitoring").Section("Description")).Select(m => m.Groups[1].Value)
            .Should().Equal(CheckCatalog.Names);

    [Fact]
    public void The_readme_is_short_and_its_links_lead_somewhere()
    {
        string readme = Checkout.Read("README.md");
        readme.Split('\n').Length.Should().BeLessThan(120);
        LocalLink().Matches(readme).Select(m => Path.Combine(Checkout.Root, m.Groups[1].Value))
            .Should().NotBeEmpty().And.OnlyContain(path => Path.Exists(path));
    }

    [Fact]
    public void There_is_one_version()
    {
        string version = XDocument.Parse(Checkout.Read("Directory.Build.props")).Descendants("Version").Single().Value;
        Commands.Manifest["ModuleVersion"].Should().Be(version);
        Checkout.Read("CHANGELOG.md").Should().Contain($"## [{version}]");
    }

    private static IEnumerable<string> Facts(PropertyInfo parameter) =>
    [
        .. parameter.GetCustomAttribute<ValidateSetAttribute>()?.ValidValues.Select(v => $"`{v}`") ?? [],
        .. parameter.GetCustomAttribute<AliasAttribute>()?.AliasNames.Select(a => $"`{a}`") ?? [],
        .. parameter.GetCustomAttributes<ValidateRangeAttribute>().Select(r => $"{r.MinRange} to {r.MaxRange}"),
        .. parameter.GetCustomAttributes<ParameterAttribute>().Where(p => p.Position >= 0).Select(p => $"Position {p.Position.ToString(CultureInfo.InvariantCulture)}").Distinct(),
    ];

    private static void Check(CommandAst call)
    {
        string name = call.GetCommandName();
        if (!Commands.InCode.ContainsKey(name))
        {
            s_coreCommands.Should().Contain(name);
            return;
        }

        string[] known = [.. Commands.Parameters(name).Select(p => p.Name), "WhatIf", "Confirm", "Verbose"];
        call.CommandElements.OfType<CommandParameterAst>().Select(p => p.ParameterName).Should().BeSubsetOf(known, call.Extent.Text);
    }

    [GeneratedRegex(@"(?<=[\s\[])-([A-Z]\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex SyntaxParameter();

    [GeneratedRegex(@"^\| `([a-z-]+)` \|", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex CheckRow();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)", RegexOptions.CultureInvariant)]
    private static partial Regex LocalLink();
}
