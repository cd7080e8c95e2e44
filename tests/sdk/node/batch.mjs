// Batches: keys, references, errors beside results.
import assert from 'node:assert/strict'
import { Portal, RECEIVER, check, delivered, equal, received, refusal } from './support.mjs'

const portal = await Portal.add('js-batch', { size: 'large' })

async function batch(calls, options) {
  return (await portal.client()).actions.v2.batch.make({ calls, options })
}

check('a batch answers under the keys of its commands', async () => {
  const answer = await batch({ who: { method: 'profile' }, admin: ['user.admin', {}] })
  const { who, admin } = answer.getData()
  equal([who.ID, admin], ['1', true])
})

check('a list of commands answers in its order', async () => {
  const [who, admin] = (await batch([['profile', {}], ['user.admin', {}]])).getData()
  equal([who.ID, admin], ['1', true])
})

check('a reference to a field of an earlier answer, and one into a list', async () => {
  const answer = await batch({
    who: { method: 'profile' },
    same: { method: 'user.get', params: { ID: '$result[who][ID]' } },
    some: { method: 'user.get', params: { sort: 'ID' } },
    third: { method: 'user.get', params: { ID: '$result[some][2][ID]' } }
  })
  const { same, some, third } = answer.getData()
  equal([same[0].ID, third.length, third[0].ID], ['1', 1, some[2].ID])
})

check('a reference inside a longer text, and one to a list', async () => {
  const handler = `${RECEIVER}/events`
  await batch({ bind: { method: 'event.bind', params: { event: 'ONAPPTEST', handler } } })
  await received()
  const answer = await batch({
    me: { method: 'user.current' },
    of: { method: 'user.get', params: { filter: { '@ID': '$result[me][UF_DEPARTMENT]' } } },
    test: { method: 'event.test', params: { nonce: 'user $result[me][ID], again $result[me][ID]' } }
  })
  const { me, of } = answer.getData()
  equal(of.map((user) => Number(user.ID)), me.UF_DEPARTMENT)
  const [{ fields }] = await delivered()
  equal(fields['data[QUERY][nonce]'], 'user 1, again 1')
})

check('results of a batch know their total and what is next', async () => {
  const answer = await batch({ all: { method: 'user.get' } }, { returnAjaxResult: true })
  const { all } = answer.getData()
  equal([all.getTotal(), all.isMore(), all.getData().result.length], [380, true, 50])
})

check('errors stand beside results', async () => {
  const calls = { wrong: { method: 'no.such.method' }, who: { method: 'profile' } }
  const answer = await batch(calls, { isHaltOnError: false })
  equal([answer.isSuccess, answer.getData().who.ID], [false, '1'])
  equal(Object.values(answer.getErrorsByKey()).map((error) => error.code), ['ERROR_METHOD_NOT_FOUND'])
})

check('a batch ends at its first error, if it shall', async () => {
  const calls = { wrong: { method: 'no.such.method' }, who: { method: 'profile' } }
  const answer = await batch(calls, { isHaltOnError: true })
  assert(!answer.isSuccess && !answer.getData()?.who, JSON.stringify(answer.getData()))
})

check('more than fifty commands are refused before they are sent', async () => {
  const error = await refusal(() => batch(Array.from({ length: 51 }, () => ['profile', {}])))
  equal(error.code, 'JSSDK_BATCH_TOO_LARGE')
})

check('callBatch and callBatchByChunk', async () => {
  const client = await portal.client()
  equal((await client.callBatch({ who: { method: 'profile' } })).getData().who.ID, '1')
  const calls = Array.from({ length: 120 }, () => ['user.admin', {}])
  equal((await client.callBatchByChunk(calls, true)).getData(), Array(120).fill(true))
})
