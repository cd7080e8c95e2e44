// Lists, filters, one deletion, counts, exports, and what is known of portals.
import assert from 'node:assert/strict'

import { allPortals, at, check, client, equal, given, member_id, other_id, SCENE, type Schema } from './support.js'

const DAY = 24 * 60 * 60 * 1000
const path = { member_id }

check('a walk with cursor shows each deletion once', async () => {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const query = { limit: 7, order: 'oldest' as const, ...(cursor === null ? {} : { cursor }) }
    const answer = await client.GET('/api/v1/portals/{member_id}/deletions', { params: { path, query } })
    const page: Schema<'DeletionPage'> = given(answer)
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next_cursor
  } while (cursor !== null)
  equal(ids, Array.from({ length: SCENE.deletions }, (_, index) => String(index + 1)))
})

check('filters take several values, and times', async () => {
  const page = given(await client.GET('/api/v1/portals/{member_id}/deletions', {
    params: {
      path,
      query: {
        event: ['ONCRMLEADDELETE', 'ONIMCONNECTORMESSAGEDELETE'],
        source: ['live', 'spooled'],
        from: new Date(Date.now() - DAY).toISOString(),
        to: new Date(Date.now() + DAY).toISOString().replace('Z', '+00:00'),
        limit: 500
      }
    }
  }))
  const count = (entity: string) => page.items.filter((deletion) => deletion.entity === entity).length
  equal([count('crm.lead'), count('imconnector.message')], [SCENE.leads, SCENE.messages])
  equal(page.items.length, SCENE.leads + SCENE.messages)
})

check('one deletion is the one of the list, with its attributes and payload', async () => {
  const query = { entity: ['imconnector.message'], limit: 1 }
  const page = given(await client.GET('/api/v1/portals/{member_id}/deletions', { params: { path, query } }))
  const listed = at(page.items, 0)
  const one = { path: { member_id, id: listed.id } }
  const deletion = given(await client.GET('/api/v1/portals/{member_id}/deletions/{id}', { params: one }))
  equal(deletion, listed)
  equal([deletion.member_id, deletion.event], [member_id, 'ONIMCONNECTORMESSAGEDELETE'])
  assert(deletion.attributes['connector'] && deletion.payload['data'], JSON.stringify(deletion))
  equal(deletion.source, 'live')
})

check('a list over all portals has those of each', async () => {
  const query = { limit: 500 }
  const page = given(await allPortals.GET('/api/v1/deletions', { params: { query } }))
  const portals = new Set(page.items.map((deletion) => deletion.member_id))
  assert(portals.has(member_id) && portals.has(other_id))
  const own = given(await client.GET('/api/v1/deletions', { params: { query } }))
  equal(new Set(own.items.map((deletion) => deletion.member_id)), new Set([member_id]))
})

check('counts add up', async () => {
  const query = { bucket: 'hour' as const, entity: ['crm.lead'] }
  const stats = given(await client.GET('/api/v1/portals/{member_id}/deletions/stats', { params: { path, query } }))
  const counts = stats.items.flatMap((bucket) => bucket.events).map((events) => events.deletions)
  equal([stats.deletions, counts.reduce((sum, count) => sum + count, 0)], [SCENE.leads, SCENE.leads])
  const everywhere = given(await allPortals.GET('/api/v1/deletions/stats'))
  assert(everywhere.deletions >= SCENE.deletions, String(everywhere.deletions))
})

check('an export has all, and says so in its last line and its headers', async () => {
  const answer = await client.GET('/api/v1/portals/{member_id}/deletions/export', { params: { path }, parseAs: 'text' })
  const lines = given(answer).trimEnd().split('\n')
  const { end } = JSON.parse(at(lines, -1)) as { end: Record<string, unknown> }
  const deletions = lines.slice(0, -1).map((line) => JSON.parse(line) as Schema<'Deletion'>)
  equal(deletions.map(({ id }) => Number(id)), deletions.map((_, index) => index + 1))
  equal(end, {
    count: deletions.length,
    first_digest: at(deletions, 0).digest,
    last_digest: at(deletions, -1).digest
  })
  const header = (name: string) => answer.response.headers.get(name)
  equal(header('tombstone-count'), String(deletions.length))
  equal([header('tombstone-first-digest'), header('tombstone-last-digest')], [end['first_digest'], end['last_digest']])
})

check('an export is a table as well', async () => {
  const query = { format: 'csv' as const, entity: ['crm.lead'] }
  const params = { path, query }
  const table = given(await client.GET('/api/v1/portals/{member_id}/deletions/export', { params, parseAs: 'text' }))
  equal(table.trimEnd().split('\n').length, SCENE.leads + 1)
})

check('portals say how they are', async () => {
  const listed = given(await client.GET('/api/v1/portals', { params: { query: { status: 'active' } } }))
  equal(listed.items.map((portal) => portal.member_id), [member_id])
  const portal = given(await client.GET('/api/v1/portals/{member_id}', { params: { path } }))
  assert(portal.deletions >= SCENE.deletions && portal.subscriptions !== null, JSON.stringify(portal))
  const health = given(await client.GET('/api/v1/portals/{member_id}/health', { params: { path } }))
  equal(health.days.length, 28)
  equal(given(await client.GET('/api/v1/portals/{member_id}/gaps', { params: { path } })).items, [])
})

check('what a portal can do at once is scheduled', async () => {
  for (const answer of [
    await client.POST('/api/v1/portals/{member_id}/check', { params: { path } }),
    await client.POST('/api/v1/portals/{member_id}/probe', { params: { path } }),
    await client.POST('/api/v1/portals/{member_id}/recover', { params: { path } })
  ]) {
    equal([answer.response.status, given(answer).result], [202, 'scheduled'])
  }
})

check('the catalogue has the events', async () => {
  const catalogue = given(await client.GET('/api/v1/catalogue'))
  const leads = catalogue.items.filter((entry) => entry.event === 'ONCRMLEADDELETE')
  equal(leads.map((entry) => entry.entity), ['crm.lead'])
})
