using Mem0Observability.Model;
using Microsoft.AspNetCore.Components.Authorization;

namespace Mem0Observability.Web.Access;

/// <summary>Who looks at the page. Everybody may read what they can open; only who has signed in may change something.</summary>
internal sealed class Reader(AuthenticationStateProvider authentication)
{
    public async Task<bool> IsSignedInAsync() => (await authentication.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated is true;

    /// <summary>Called by everything that changes something, whatever the page shows.</summary>
    /// <exception cref="StackException"><c>NotSignedIn</c></exception>
    public async Task RequireSignInAsync()
    {
        if (!await IsSignedInAsync())
            throw new StackException("NotSignedIn", StackErrorCategory.PermissionDenied, "Sign in first: without it everything here is read-only.");
    }
}
