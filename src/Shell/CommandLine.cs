#pragma warning disable RS0030 // a host writes to the console

namespace Mem0Observability.Shell;

/// <summary>What to run: text, with the folder of the module.</summary>
internal sealed record CommandLine(string Script, string Module)
{
    private const string Usage = """
        Runs PowerShell commands with the Mem0Observability module loaded, where pwsh is not installed.

          mem0-observability -Command '<commands>'    run commands
          mem0-observability -File <script.ps1>       run a script
          mem0-observability [-Module <folder>] ...   use the module in that folder

        Exit code: 0 all went well, 1 a command wrote an error or a check failed, 2 wrong usage, 130 stopped.
        """;

    public static CommandLine? Parse(string[] args)
    {
        var module = FindModule();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i].TrimStart('-').ToUpperInvariant())
            {
                case "MODULE" when value is not null:
                    module = value;
                    i++;
                    break;
                case "COMMAND" or "C" when value is not null:
                    return Found(string.Join(' ', args[(i + 1)..]), module);
                case "FILE" or "F" when value is not null:
                    if (!File.Exists(value))
                    {
                        Console.Error.WriteLine($"There is no script at {value}.");
                        return null;
                    }

                    return Found($". '{Path.GetFullPath(value).Replace("'", "''", StringComparison.Ordinal)}' {string.Join(' ', args[(i + 2)..])}", module);
                default:
                    Console.Error.WriteLine(Usage);
                    return null;
            }
        }

        Console.Error.WriteLine(Usage);
        return null;
    }

    private static CommandLine? Found(string script, string? module)
    {
        if (module is not null) return new(script, Path.GetFullPath(module));
        Console.Error.WriteLine("The module was not found beside this program nor in ./output. Build it with ./build.sh build, or give its folder with -Module.");
        return null;
    }

    /// <summary>Beside the program, where a package puts it; else <c>output/</c> of the checkout it was built in.</summary>
    private static string? FindModule()
    {
        const string name = "Mem0Observability";
        var places = new List<string> { Path.Combine(AppContext.BaseDirectory, name) };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent) places.Add(Path.Combine(folder.FullName, "output", name));
        return places.FirstOrDefault(p => File.Exists(Path.Combine(p, name + ".psd1")));
    }
}
