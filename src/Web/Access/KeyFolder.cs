using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Mem0Observability.Web.Access;

/// <summary>
/// Keeps the keys that sign sessions, a file each, for nobody else to read. The framework's own repository writes to the folder of temporary files
/// first, which a container with a read-only root does not have.
/// </summary>
internal sealed class KeyFolder(string path) : IXmlRepository
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public IReadOnlyCollection<XElement> GetAllElements() =>
        Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.xml").Select(f => XElement.Load(f))] : [];

    public void StoreElement(XElement element, string friendlyName)
    {
        string file = Path.Combine(path, $"{Guid.NewGuid():N}.xml");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Mine | UnixFileMode.UserExecute);

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Mine;
        using (var stream = new FileStream(file + ".new", options))
            element.Save(stream);

        File.Move(file + ".new", file);
    }
}
