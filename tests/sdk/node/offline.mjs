// The offline queue: read, reserve, clear, set aside.
import assert from 'node:assert/strict'
import { Portal, call, check, equal, refusal } from './support.mjs'

let count = 0

/** A client of a portal with that many lead deletions in its offline queue. */
async function filled(deletions, spec = {}) {
  count += 1
  const portal = await Portal.add(`js-offline-${count}`, spec)
  const client = await portal.client()
  await call(client, 'event.bind', { event: 'ONCRMLEADDELETE', event_type: 'offline' })
  await portal.control('delete', { kind: 'lead', count: deletions })
  return client
}

check('event.offline.list goes on behind fifty records', async () => {
  const client = await filled(120)
  const result = await client.actions.v2.callList.make({ method: 'event.offline.list' })
  const rows = result.getData()
  equal(rows.map((row) => row.EVENT_NAME), Array(120).fill('ONCRMLEADDELETE'))
  assert(rows.every((row) => row.MESSAGE_ID.length === 32 && row.EVENT_DATA.FIELDS.ID), JSON.stringify(rows[0]))
})

check('event.offline.get takes fifty at a time', async () => {
  const client = await filled(120)
  const sizes = []
  for (let rows; (rows = (await call(client, 'event.offline.get')).events).length > 0;) {
    sizes.push(rows.length)
  }
  equal(sizes, [50, 50, 20])
})

check('reserved records are cleared by id, by message id, or all', async () => {
  const client = await filled(4)
  const { process_id, events } = await call(client, 'event.offline.get', { clear: 0 })
  equal((await call(client, 'event.offline.get', { clear: 0 })).events, [])
  equal(await call(client, 'event.offline.clear', { process_id, id: [events[0].ID] }), true)
  equal(await call(client, 'event.offline.clear', { process_id, message_id: [events[1].MESSAGE_ID] }), true)
  equal((await call(client, 'event.offline.list')).length, 2)
  equal(await call(client, 'event.offline.clear', { process_id }), true)
  equal(await call(client, 'event.offline.list'), [])
})

check('records in error come only to who asks for them', async () => {
  const client = await filled(3)
  const { process_id, events } = await call(client, 'event.offline.get', { clear: 0 })
  const message_id = [events[0].MESSAGE_ID]
  equal(await call(client, 'event.offline.error', { process_id, message_id }), true)
  equal(await call(client, 'event.offline.clear', { process_id }), true)
  equal((await call(client, 'event.offline.get')).events, [])
  const failed = (await call(client, 'event.offline.get', { error: 1 })).events
  equal(failed.map((row) => row.MESSAGE_ID), message_id)
})

check('a list in the filter of event.offline.get is refused, a range is not', async () => {
  const client = await filled(5)
  const ids = (await call(client, 'event.offline.list')).map((row) => Number(row.ID))
  const listed = await refusal(() => call(client, 'event.offline.get', { filter: { '=ID': ids.slice(0, 2) } }))
  equal(listed.code, 'ERROR_ARGUMENT')
  const { events } = await call(client, 'event.offline.get', { filter: { '>=ID': ids[1], '<=ID': ids[2] } })
  equal(events.map((row) => Number(row.ID)), ids.slice(1, 3))
})

check('a small plan can\'t reserve', async () => {
  const client = await filled(1, { offline_extended: false })
  const error = await refusal(() => call(client, 'event.offline.get', { clear: 0 }))
  equal([error.code, error.status], ['WRONG_LICENSE', 403])
})
