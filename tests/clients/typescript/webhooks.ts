// Outgoing webhooks: made, received and verified, changed, rotated, delivered again, removed.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { Webhook as Verifier } from 'standardwebhooks'

import { allPortals, check, client, equal, given, member_id, refused, remove, type Schema } from './support.js'

const PATIENCE = 20_000

interface Received {
  headers: Record<string, string>
  body: string
}
interface Message {
  type: string
  data: Schema<'Deletion'>
}

const path = { member_id }
const waiting: ((received: Received) => void)[] = []
const received: Received[] = []
const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  response.writeHead(204).end()
  const post = { headers: request.headers as Record<string, string>, body }
  const take = waiting.shift()
  if (take) take(post)
  else received.push(post)
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
server.unref()
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

/** The next message; the service is given some time for it. */
function next(): Promise<Received> {
  const post = received.shift()
  if (post) return Promise.resolve(post)
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no message came')), PATIENCE)
    waiting.push((post) => {
      clearTimeout(late)
      resolve(post)
    })
  })
}

async function create(fields: Omit<Schema<'NewWebhook'>, 'url'> = {}): Promise<Schema<'CreatedWebhook'>> {
  const body = { url, ...fields }
  const answer = await client.POST('/api/v1/portals/{member_id}/webhooks', { params: { path }, body })
  equal(answer.response.status, 201)
  return given(answer)
}

async function drop(id: string): Promise<void> {
  const params = { path: { member_id, id } }
  equal((await client.DELETE('/api/v1/portals/{member_id}/webhooks/{id}', { params })).response.status, 204)
}

check('standardwebhooks verifies a deletion, and nothing that was changed', async () => {
  const { id, secret } = await create({ entities: ['crm.deal'] })
  assert(secret)
  await remove('lead')
  await remove('deal')
  const { headers, body } = await next()
  const message = new Verifier(secret).verify(body, headers) as Message
  equal([message.type, message.data.entity], ['deletion.recorded', 'crm.deal'])
  equal(headers['webhook-id'], `msg_${member_id}_${message.data.id}`)
  assert.throws(() => new Verifier(secret).verify(`${body} `, headers), /No matching signature/)
  await drop(id)
})

check('a secret is rotated, and both sign for a day', async () => {
  const { id, secret } = await create()
  const params = { path: { member_id, id } }
  const rotated = given(await client.POST('/api/v1/portals/{member_id}/webhooks/{id}/rotate-secret', { params }))
  const sent = given(await client.POST('/api/v1/portals/{member_id}/webhooks/{id}/test', { params }))
  const { headers, body } = await next()
  equal(headers['webhook-id'], sent.message_id)
  for (const each of [secret, rotated.secret]) {
    assert(each)
    equal((new Verifier(each).verify(body, headers) as Message).type, 'webhook.test')
  }
  await drop(id)
})

check('a request with the same Idempotency-Key makes one endpoint', async () => {
  const ask = (description: string) =>
    client.POST('/api/v1/portals/{member_id}/webhooks', {
      params: { path, header: { 'Idempotency-Key': 'ts-1' } },
      body: { url, description }
    })
  const first = given(await ask('once'))
  const again = given(await ask('once'))
  equal([again.id, again.secret], [first.id, null])
  refused(await ask('twice'), 422, 'idempotency_key_reused')
  const listed = given(await client.GET('/api/v1/portals/{member_id}/webhooks', { params: { path } }))
  equal(listed.items.map(({ id }) => id), [first.id])
  await drop(first.id)
})

check('an endpoint is changed only by whoever knows its version', async () => {
  const { id } = await create()
  const one = { member_id, id }
  const read = () => client.GET('/api/v1/portals/{member_id}/webhooks/{id}', { params: { path: one } })
  const version = (await read()).response.headers.get('etag')
  assert(version)
  const change = () =>
    client.PATCH('/api/v1/portals/{member_id}/webhooks/{id}', {
      params: { path: one, header: { 'If-Match': version } },
      body: { description: 'mine', status: 'disabled' }
    })
  const changed = given(await change())
  equal([changed.description, changed.status], ['mine', 'disabled'])
  refused(await change(), 412, 'webhook_changed')
  const test = await client.POST('/api/v1/portals/{member_id}/webhooks/{id}/test', { params: { path: one } })
  refused(test, 409, 'webhook_disabled')
  await drop(id)
  refused(await read(), 404, 'webhook_not_found')
})

check('what was recorded before is delivered again, and each attempt is kept', async () => {
  const { id } = await create()
  const message_id = `msg_${member_id}_1`
  const one = { member_id, id }
  const again = await client.POST('/api/v1/portals/{member_id}/webhooks/{id}/redeliver', {
    params: { path: one },
    body: { message_id }
  })
  equal(given(again).scheduled, 1)
  equal((await next()).headers['webhook-id'], message_id)
  const deliveries = async () => {
    const params = { path: one, query: { status: 'delivered' as const } }
    return given(await client.GET('/api/v1/portals/{member_id}/webhooks/{id}/deliveries', { params })).items
  }
  const patience = Date.now() + PATIENCE
  while ((await deliveries()).length === 0) assert(Date.now() < patience, 'it never was delivered')
  const params = { path: { ...one, message_id } }
  const detail = await client.GET('/api/v1/portals/{member_id}/webhooks/{id}/deliveries/{message_id}', { params })
  equal(given(detail).log.map(({ status }) => status), [204])
  await drop(id)
})

check('endpoints of all portals are for keys of all portals', async () => {
  refused(await client.GET('/api/v1/webhooks'), 403, 'all_portals_key_required')
  const { id } = given(await allPortals.POST('/api/v1/webhooks', { body: { url } }))
  equal(given(await allPortals.GET('/api/v1/webhooks')).items.map((webhook) => webhook.id), [id])
  equal((await allPortals.DELETE('/api/v1/webhooks/{id}', { params: { path: { id } } })).response.status, 204)
})
