// A program that follows the changes of a workspace, by the types that are made of the schema. It is compiled, not run.

import type { components, operations } from "./api"

type Feed = operations["list_changes"]["responses"]["200"]["content"]["application/json"]
type Query = NonNullable<operations["list_changes"]["parameters"]["query"]>
type Tasks = operations["list_tasks"]["responses"]["200"]["content"]["application/json"]
type Change = components["schemas"]["Change"]

export async function* follow(server: string, token: string, since: NonNullable<Query["since"]>): AsyncGenerator<Change> {
  for (;;) {
    const query = new URLSearchParams({ since: String(since) })
    const answer = await fetch(`${server}/api/changes?${query}`, { headers: { Authorization: `Bearer ${token}` } })
    if (!answer.ok) {
      const problem: components["schemas"]["Problem"] = await answer.json()
      throw new Error(`${problem.title}: ${problem.detail} (${problem.request_id})`)
    }
    const feed: Feed = await answer.json()
    yield* feed.data
    since = feed.meta.since
    if (feed.meta.next === null) return
  }
}

/** What is left to do, by task: kept up to date by `follow`. */
export async function keep(titles: Map<string, string>, changes: AsyncIterable<Change>): Promise<void> {
  for await (const { kind, verb, object_id, after } of changes) {
    if (kind !== "task") continue
    if (verb === "deleted") titles.delete(object_id)
    else if (typeof after["title"] === "string") titles.set(object_id, after["title"])
  }
}

/** The titles to begin with: rows that `fields=title` left the title and the id. */
export async function begin(server: string, token: string): Promise<Map<string, string>> {
  const answer = await fetch(`${server}/api/tasks?fields=title`, { headers: { Authorization: `Bearer ${token}` } })
  const { data }: Tasks = await answer.json()
  // @ts-expect-error A row may lack what was not asked for.
  data[0]?.status.toString()
  return new Map(data.map(({ id, title }) => [id, title ?? ""]))
}
