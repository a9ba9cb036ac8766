using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>Paths below a checkout, written with slashes whatever the platform.</summary>
internal static class CheckoutPath
{
    public static string Full(string root, string relative) => Path.Combine(root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Plain names only: a path from a file must not lead anywhere else.</summary>
    public static bool IsPlain(string relative) => relative.Length > 0 && relative.AsSpan().IndexOfAny(['\\', ':', '\0']) < 0
        && relative.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>The folders above a path, the outermost first.</summary>
    public static IEnumerable<string> Folders(string relative)
    {
        for (int slash = relative.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = relative.IndexOf('/', slash + 1))
            yield return relative[..slash];
    }

    /// <summary>What is written through a link lands somewhere else, perhaps outside the checkout.</summary>
    public static void RefuseLinks(string root, string relative)
    {
        foreach (string part in Folders(relative).Append(relative))
        {
            string path = Full(root, part);
            if (new FileInfo(path).LinkTarget is not { } target)
                continue;

            throw new StackException(
                "CheckoutPathLinked",
                StackErrorCategory.InvalidData,
                $"'{path}' is a symbolic link to '{target}', so what is written there would land elsewhere. Nothing was changed. Put the real file or folder there, or give -Path the checkout that it leads to.",
                path);
        }
    }
}
