// Refusals are problems, which the client has as a type.
import assert from 'node:assert/strict'

import { check, client, clientWith, equal, member_id, narrow, other_id, refused } from './support.js'

const path = { member_id }

check('a key that is none is 401', async () => {
  const answer = await clientWith('no-such-key').GET('/api/v1/portals/{member_id}', { params: { path } })
  refused(answer, 401, 'unauthorized')
  equal(answer.response.headers.get('www-authenticate'), 'Bearer')
})

check('a scope that the key lacks is 403', async () => {
  const answer = await narrow.GET('/api/v1/portals/{member_id}/deletions', { params: { path } })
  equal(refused(answer, 403, 'insufficient_scope').type, 'urn:tombstone:problem:insufficient_scope')
  const stream = await narrow.GET('/api/v1/portals/{member_id}/deletions/stream', { params: { path } })
  refused(stream, 403, 'insufficient_scope')
})

check('what is not there, or not for the key, is 404', async () => {
  const one = { path: { member_id, id: '999999' } }
  const deletion = await client.GET('/api/v1/portals/{member_id}/deletions/{id}', { params: one })
  refused(deletion, 404, 'deletion_not_found')
  const other = { path: { member_id: other_id } }
  refused(await client.GET('/api/v1/portals/{member_id}', { params: other }), 404, 'portal_not_found')
})

check('a parameter that is wrong is named', async () => {
  const list = (query: { limit?: number; cursor?: string }) =>
    client.GET('/api/v1/portals/{member_id}/deletions', { params: { path, query } })
  refused(await list({ limit: 501 }), 400, 'invalid_parameter', 'limit')
  refused(await list({ cursor: 'x' }), 400, 'invalid_cursor', 'cursor')
  // @ts-expect-error: the client's types let nobody name a parameter that there is not.
  refused(await list({ entty: 'crm.lead' }), 400, 'unknown_parameter', 'entty')
})

check('a field that is wrong is named', async () => {
  const body = { url: 'http://user:secret@127.0.0.1/' }
  const answer = await client.POST('/api/v1/portals/{member_id}/webhooks', { params: { path }, body })
  refused(answer, 422, 'invalid_field', 'url')
})

check('answers say where the key stands', async () => {
  const { response } = await client.GET('/api/v1/portals/{member_id}', { params: { path } })
  const [limit = 0, remaining = -1, reset = -1] = ['limit', 'remaining', 'reset']
    .map((name) => Number(response.headers.get(`ratelimit-${name}`)))
  assert(limit > remaining && remaining >= 0 && reset >= 0, `${limit} ${remaining} ${reset}`)
})
