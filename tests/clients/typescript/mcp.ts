// An assistant's program: the official SDK of the Model Context Protocol finds what the API shows.
import assert from 'node:assert/strict'

import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'

import { check, client, equal, given, member_id, other_id, SCENE } from './support.js'

interface Called {
  isError?: boolean
  structuredContent?: { items?: { id: string; member_id: string }[]; deletions?: number }
  content: { text: string }[]
}

/** Does this as an assistant with this key. */
async function assist(key: string, work: (assistant: Client) => Promise<void>): Promise<void> {
  const requestInit = { headers: { authorization: `Bearer ${key}` } }
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', SCENE.service), { requestInit })
  const assistant = new Client({ name: 'tombstone-clients-test', version: '1' })
  // Its class and its interface differ in what may be undefined.
  await assistant.connect(transport as Transport)
  try {
    await work(assistant)
  } finally {
    await assistant.close()
  }
}

const call = async (assistant: Client, name: string, query: Record<string, unknown>): Promise<Called> =>
  (await assistant.callTool({ name, arguments: query })) as unknown as Called

check('an assistant sees four tools that only read', () =>
  assist(SCENE.key, async (assistant) => {
    equal(assistant.getServerVersion()?.name, 'tombstone')
    const { tools } = await assistant.listTools()
    const names = ['find_deletions', 'get_deletion', 'portal_health', 'deletion_stats']
    equal(tools.map((tool) => tool.name), names)
    assert(tools.every((tool) => tool.annotations?.readOnlyHint === true))
  }))

check('an assistant finds what the API lists', () =>
  assist(SCENE.key, async (assistant) => {
    const query = { entity: ['crm.lead'], limit: 3 }
    const listed = given(
      await client.GET('/api/v1/portals/{member_id}/deletions', { params: { path: { member_id }, query } })
    )
    const found = await call(assistant, 'find_deletions', { member_id, ...query })
    const ids = found.structuredContent?.items?.map((one) => one.id)
    equal(ids, listed.items.map((one) => one.id))
    const one = await call(assistant, 'get_deletion', { member_id, id: ids?.at(0) })
    equal((one.structuredContent as { member_id?: string }).member_id, member_id)
    const health = await call(assistant, 'portal_health', { member_id })
    assert(!health.isError, health.content[0]?.text)
    const stats = await call(assistant, 'deletion_stats', { member_id })
    assert((stats.structuredContent?.deletions ?? 0) > 0, stats.content[0]?.text)
  }))

check('an assistant is told what is wrong, and sees no portal that its key does not reach', () =>
  assist(SCENE.key, async (assistant) => {
    const other = await call(assistant, 'find_deletions', { member_id: other_id })
    assert(other.isError && other.content[0]?.text.includes('portal_not_found'), JSON.stringify(other))
    const wrong = await call(assistant, 'find_deletions', { entty: 'crm.lead' })
    assert(wrong.isError && wrong.content[0]?.text.includes('entty'), JSON.stringify(wrong))
  }))

check('an assistant without a key is refused', async () => {
  await assert.rejects(assist('no-such-key', async () => {}))
})
