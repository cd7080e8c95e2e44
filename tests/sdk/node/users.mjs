// user.get over 380 people, by every helper that the SDK has for lists.
import { ApiVersion } from '@bitrix24/b24jssdk'
import { Portal, call, check, equal } from './support.mjs'

const portal = await Portal.add('js-users', { size: 'large' })
const everybody = (await portal.users()).map((user) => user.id)
const method = 'user.get'
const ids = (rows) => rows.map((row) => Number(row.ID))

async function collect(pages) {
  const found = []
  for await (const page of pages) {
    found.push(...ids(page))
  }
  return found
}

check('call, isMore, getTotal and getNext', async () => {
  const client = await portal.client()
  let page = await client.actions.v2.call.make({ method, params: { sort: 'ID', order: 'ASC' } })
  equal([page.getTotal(), page.isMore()], [380, true])
  const found = ids(page.getData().result)
  while ((page = await page.getNext(client.getHttpClient(ApiVersion.v2)))) {
    found.push(...ids(page.getData().result))
  }
  equal(found, everybody)
})

check('callList', async () => {
  const result = await (await portal.client()).actions.v2.callList.make({ method })
  equal(ids(result.getData()), everybody)
})

check('callList with a filter', async () => {
  const params = { filter: { '@ID': everybody.slice(3, 110) } }
  const result = await (await portal.client()).actions.v2.callList.make({ method, params })
  equal(ids(result.getData()), everybody.slice(3, 110))
})

check('fetchList', async () => {
  equal(await collect((await portal.client()).actions.v2.fetchList.make({ method })), everybody)
})

check('callListMethod and fetchListMethod', async () => {
  const client = await portal.client()
  const progress = []
  const result = await client.callListMethod(method, { sort: 'ID' }, (percent) => progress.push(percent))
  equal(ids(result.getData()), everybody)
  equal([progress[0], progress.at(-1)], [0, 100])
  equal(await collect(client.fetchListMethod(method, {}, 'ID')), everybody)
})

check('batchByChunk over all of them', async () => {
  const calls = everybody.map((ID) => [method, { ID }])
  const result = await (await portal.client()).actions.v2.batchByChunk.make({ calls })
  equal(ids(result.getData().flat()), everybody)
})

check('user.search', async () => {
  const [user] = await portal.users()
  const FILTER = { NAME: user.name, LAST_NAME: user.last_name }
  equal(ids(await call(await portal.client(), 'user.search', { FILTER })).includes(user.id), true)
})
