// What a portal says about itself, the app and the caller, and the SDK's helper that loads it.
import assert from 'node:assert/strict'
import { B24HelperManager, LoadDataType } from '@bitrix24/b24jssdk'
import { Portal, call, check, equal } from './support.mjs'

const portal = await Portal.add('js-portal', { scopes: ['crm', 'user'], offline_extended: false })

check('profile is the caller\'s, and initIsAdmin believes it', async () => {
  for (const user of await portal.users()) {
    const client = await portal.client(user.id)
    equal((await call(client, 'profile')).ID, String(user.id))
    await client.initIsAdmin()
    equal(client.auth.isAdmin, user.admin)
  }
})

check('user.admin and user.current', async () => {
  const client = await portal.client()
  equal([await call(client, 'user.admin'), (await call(client, 'user.current')).ID], [true, '1'])
})

check('the helper loads app.info and profile', async () => {
  const helper = new B24HelperManager(await portal.client())
  await helper.loadData([LoadDataType.App, LoadDataType.Profile])
  const { code, isInstalled, status } = helper.appInfo.data
  equal([code, isInstalled, status], ['tombstone', true, 'F'])
  equal([helper.profileInfo.data.id, helper.paymentInfo.data.isExpired], [1, false])
  equal(helper.licenseInfo.data.languageId, 'en')
})

check('scope gives what was granted, with full all there is', async () => {
  const client = await portal.client()
  equal((await call(client, 'scope')).toSorted(), ['crm', 'user'])
  const everything = await call(client, 'scope', { full: true })
  assert(['crm', 'user', 'imconnector', 'imbot', 'task'].every((scope) => everything.includes(scope)), `${everything}`)
})

check('feature.get knows the plan', async () => {
  const CODE = 'rest_offline_extended'
  equal(await call(await portal.client(), 'feature.get', { CODE }), { value: 'N' })
  const large = await Portal.add('js-portal-large')
  equal(await call(await large.client(), 'feature.get', { CODE }), { value: 'Y' })
})

check('method.get, methods, events, server.time and access.name', async () => {
  const client = await portal.client()
  equal(await call(client, 'method.get', { name: 'event.bind' }), { isExisting: true, isAvailable: true })
  assert((await call(client, 'methods')).includes('event.bind'))
  assert((await call(client, 'events')).includes('ONCRMLEADDELETE'))
  assert.match(await call(client, 'server.time'), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
  assert(Object.keys(await call(client, 'access.name', { ACCESS: ['U1', 'AU'] })).length > 0)
})

check('healthCheck and ping', async () => {
  const client = await portal.client()
  equal(await client.tools.healthCheck.make(), true)
  assert((await client.tools.ping.make()) >= 0)
})
