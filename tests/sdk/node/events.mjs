// event.bind, event.get, event.unbind and event.test.
import { Portal, RECEIVER, call, check, delivered, equal, received, refusal } from './support.mjs'

const portal = await Portal.add('js-events')
const handler = `${RECEIVER}/events`

check('an event is bound, listed and unbound', async () => {
  const client = await portal.client()
  const event = 'ONCRMLEADDELETE'
  equal(await call(client, 'event.bind', { event: 'OnCrmLeadDelete', handler }), true)
  const [bound] = await call(client, 'event.get')
  equal([bound.event, bound.handler, Number(bound.offline)], [event, handler, 0])
  equal(await call(client, 'event.unbind', { event, handler }), { count: 1 })
  equal(await call(client, 'event.get'), [])
})

check('binding twice, an unknown event and a bad handler are refused', async () => {
  const client = await portal.client()
  const code = async (event, handler) => (await refusal(() => call(client, 'event.bind', { event, handler }))).code
  equal(await call(client, 'event.bind', { event: 'ONCRMDEALDELETE', handler }), true)
  equal(await code('ONCRMDEALDELETE', handler), 'ERROR_CORE')
  equal(await code('ONLEADDELETE', handler), 'ERROR_EVENT_NOT_FOUND')
  equal(await code('ONCRMLEADDELETE', 'https://localhost/'), 'ERROR_WRONG_HANDLER_URL')
  equal(await code('ONCRMLEADDELETE', 'ftp://a.test/'), 'ERROR_UNSUPPORTED_PROTOCOL')
  await call(client, 'event.unbind', { event: 'ONCRMDEALDELETE', handler })
})

check('an offline event is bound without a handler', async () => {
  const client = await portal.client()
  const event = 'ONCRMCONTACTDELETE'
  equal(await call(client, 'event.bind', { event, event_type: 'offline' }), true)
  const [bound] = await call(client, 'event.get')
  equal([bound.event, Number(bound.offline), 'handler' in bound], [event, 1, false])
  equal(await call(client, 'event.unbind', { event, event_type: 'offline' }), { count: 1 })
})

check('event.test brings ONAPPTEST with what was asked', async () => {
  const client = await portal.client()
  await call(client, 'event.bind', { event: 'ONAPPTEST', handler })
  await received()
  await call(client, 'event.test', { nonce: 'n-1' })
  const [{ path, fields }] = await delivered()
  equal([path, fields.event, fields['data[QUERY][nonce]']], ['/events', 'ONAPPTEST', 'n-1'])
})
