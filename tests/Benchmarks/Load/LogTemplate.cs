namespace Mem0Observability.Tests.Load;

/// <summary>The texts that services of mem0 log. <c>{w}</c> is a word, <c>{n}</c> a number, <c>{id}</c> the row's own id.</summary>
internal static class LogTemplate
{
    /// <summary>Where the id of <see cref="RowIds.Log"/> goes, in every text.</summary>
    public const string IdMark = "################";

    public static readonly string[] Services = ["mem0", "openmemory-mcp", "mem0-dashboard", "mem0-worker"];

    public static readonly string[] Information =
    [
        "Searching memories with query about {w} {w} {w}, top_k {n}, threshold 0.{n}, filters app {w}, request {id}, collection memories of {w}",
        "Inserting {n} vectors into collection memories for session {w}, dimension 1536, batch {w} {w}, took {n} ms, memory {id} after dedupe {w}",
        "172.18.0.{n}:{n} - \"POST /search HTTP/1.1\" 200 in {n} ms, caller {w} through gateway {w} for tenant {w}, request {id} was answered {w}",
        "172.18.0.{n}:{n} - \"GET /memories HTTP/1.1\" 200 in {n} ms, caller {w} through gateway {w} for tenant {w}, request {id} was answered {w}",
        "Embedding of {n} tokens with text-embedding-3-small finished in {n} ms; cache {w} {w} {w}, response {id} kept for {w} and {w} later on",
        "Extracted {n} facts about {w}, {w}, {w} and {w} from {n} messages with gpt-5-mini; completion {id} used {n} tokens of budget {w} {w}",
        "Tool search_memory of client {w} returned {n} memories in {n} ms, access logged under {id}, app {w} of {w} stays active until {w} {w}",
        "Consolidation of memories for topic {w} {w} merged {n} of {n} candidates, job {id} goes on with {w} {w} in partition {w} of worker {w}",
    ];

    public static readonly string[] Warning =
    [
        "Slow search in pgvector: {n} ms for {n} candidates of {w} {w}, index {w} was not used, request {id}, planner said {w} {w} {w} {w} {w}",
        "Rate limit of provider openai near: {n} of {n} requests left for model {w}, request {id} is delayed {n} ms, key {w} project {w} {w} {w}",
        "Connection pool of mem0_app is exhausted, {n} requests wait since {n} ms; oldest is {id} by {w} for {w} with {w}, {w}, {w} and then {w}",
    ];

    public static readonly string[] Error =
    [
        "Upstream timeout after {n} ms: provider openai gave no answer to {id}, retry {n} of 3 for {w} {w} {w}; code provider_timeout at {w} {w}",
        "Could not write memory {id} to pgvector: deadlock detected in relation memories of {w} while {w} waits for {w}, {n} rows of {w} undone",
    ];
}
