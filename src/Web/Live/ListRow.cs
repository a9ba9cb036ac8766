namespace Mem0Observability.Web.Live;

/// <summary>A row of a <see cref="LongList{TItem}"/>, and its place in the whole list.</summary>
public readonly record struct ListRow<TItem>(TItem Item, int Index);
