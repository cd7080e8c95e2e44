// What all subjects use: checks and their lines, the scene, clients.
import assert from 'node:assert/strict'

import createClient from 'openapi-fetch'

import type { components, paths } from './document.js'

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

interface Scene {
  service: string
  delete: string
  member_id: string
  other_id: string
  all_portals_key: string
  key: string
  narrow_key: string
  leads: number
  messages: number
  deletions: number
}

export const SCENE = JSON.parse(process.env['SCENE'] ?? '') as Scene
export const { member_id, other_id } = SCENE
export const equal = (actual: unknown, expected: unknown): void => assert.deepEqual(actual, expected)

export const clientWith = (key: string) =>
  createClient<paths>({ baseUrl: SCENE.service, headers: { authorization: `Bearer ${key}` } })
export const client = clientWith(SCENE.key)
export const allPortals = clientWith(SCENE.all_portals_key)
export const narrow = clientWith(SCENE.narrow_key)

const checks: { name: string; run: () => Promise<void> }[] = []

/** A check: it holds if it throws nothing. */
export function check(name: string, run: () => Promise<void>): void {
  checks.push({ name, run })
}

/** Prints a line for each check; tells whether all hold. */
export async function runAll(): Promise<boolean> {
  let failed = 0
  for (const { name, run } of checks) {
    try {
      await run()
      console.log(`ok   typescript ${name}`)
    } catch (error) {
      failed += 1
      console.log(`FAIL typescript ${name}: ${String(error).replaceAll(/\s+/g, ' ').slice(0, 300)}`)
    }
  }
  return failed === 0
}

/** What an operation answered, which is no problem. */
export function given<Data>(answer: { data?: Data; error?: Schema<'Problem'>; response: Response }): NonNullable<Data> {
  assert(answer.response.ok && answer.data != null, `${answer.response.status} ${answer.error?.detail}`)
  return answer.data
}

/** The problem of an answer with this status, as a type and not just as JSON. */
export function refused(
  answer: { error?: Schema<'Problem'>; response: Response },
  status: number,
  code: string,
  parameter?: string
): Schema<'Problem'> {
  assert(answer.error, `${answer.response.status} came, and no problem`)
  equal([answer.response.status, answer.error.status, answer.error.code], [status, status, code])
  if (parameter) equal(answer.error.parameter, parameter)
  return answer.error
}

/** What is at this place, which is there. */
export function at<Item>(items: readonly Item[], place: number): Item {
  const item = items.at(place)
  assert(item !== undefined, `there are ${items.length}`)
  return item
}

/** Lets the portal delete things. */
export async function remove(kind: string, count = 1): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(SCENE.delete, { method: 'POST', headers, body: JSON.stringify({ kind, count }) })
  assert(answer.ok, `the simulator gave ${answer.status}`)
}
