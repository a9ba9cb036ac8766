using Mem0Observability.Dashboards;
using Microsoft.AspNetCore.Components;

namespace Mem0Observability.Web.Panels;

/// <summary>What draws the inside of one type of panel.</summary>
public abstract class PanelBody : ComponentBase
{
    [Parameter, EditorRequired] public PanelView View { get; set; } = null!;

    [Parameter, EditorRequired] public PanelData Data { get; set; } = null!;

    private protected DashboardPanel Panel => View.Panel;

    /// <summary>What a panel says that has nothing to show.</summary>
    private protected string NoValue => FieldLook.Of(Panel).NoValue is { Length: > 0 } text ? text : "No data";
}
