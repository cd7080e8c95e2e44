// The feed and the stream: from the beginning, onward, and with what is recorded while one waits.
import assert from 'node:assert/strict'

import { allPortals, at, check, client, equal, given, member_id, other_id, remove, SCENE, type Schema } from './support.js'

const path = { member_id }

check('the feed has everything from 0, and waits for what is new', async () => {
  const ids: string[] = []
  const pull = async (query: { after: string; limit?: number; wait?: number }) =>
    given(await client.GET('/api/v1/portals/{member_id}/deletions/feed', { params: { path, query } }))
  let after = '0'
  for (;;) {
    const page = await pull({ after, limit: 9 })
    ids.push(...page.items.map(({ id }) => id))
    if (page.next_after === after) break
    after = page.next_after
  }
  equal(ids, ids.map((_, index) => String(index + 1)))
  assert(ids.length >= SCENE.deletions)
  await remove('lead')
  const news = await pull({ after, wait: 15 })
  equal(news.items.map(({ id }) => id), [String(ids.length + 1)])
  equal(news.next_after, at(news.items, 0).id)
})

check('the feed over all portals goes on from its positions', async () => {
  const seen = new Set<string>()
  let after = '0'
  for (;;) {
    const page = given(await allPortals.GET('/api/v1/deletions/feed', { params: { query: { after, limit: 11 } } }))
    for (const deletion of page.items) {
      const name = `${deletion.member_id} ${deletion.id}`
      assert(!seen.has(name), name)
      seen.add(name)
    }
    if (page.next_after === after) break
    after = page.next_after
  }
  assert(seen.has(`${member_id} 1`) && seen.has(`${other_id} 1`))
})

interface StreamEvent {
  event: string
  id: string
  data: string
}

/** The stream's events, until one does not want more. */
async function* events(last?: string, entity?: string[]): AsyncGenerator<StreamEvent> {
  const ending = new AbortController()
  const header = last === undefined ? {} : { 'Last-Event-ID': last }
  const params = { path, header, query: entity ? { entity } : {} }
  const { signal } = ending
  const options = { params, signal, parseAs: 'stream' as const }
  const answer = await client.GET('/api/v1/portals/{member_id}/deletions/stream', options)
  equal(answer.response.headers.get('content-type'), 'text/event-stream')
  const body = given(answer)
  let rest = ''
  try {
    for await (const text of body.pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)))
        if ('data' in fields) yield fields as StreamEvent
      }
    }
  } finally {
    ending.abort()
  }
}

async function next(stream: AsyncGenerator<StreamEvent>): Promise<StreamEvent> {
  const { value, done } = await stream.next()
  assert(!done, 'the stream ended')
  return value
}

async function deletion(stream: AsyncGenerator<StreamEvent>): Promise<Schema<'Deletion'>> {
  const { event, id, data } = await next(stream)
  const deletion = JSON.parse(data) as Schema<'Deletion'>
  equal([event, deletion.id], ['deletion', id])
  return deletion
}

check('a stream is resumed with Last-Event-ID, and shows what is new', async () => {
  const stream = events()
  const ready = await next(stream)
  equal([ready.event, JSON.parse(ready.data)], ['ready', { id: ready.id }])
  await remove('lead')
  const first = await deletion(stream)
  await remove('deal', 2)
  const missed = [await deletion(stream), await deletion(stream)]
  await stream.return(undefined)
  const again = events(first.id)
  equal((await next(again)).event, 'ready')
  equal([await deletion(again), await deletion(again)], missed)
  await again.return(undefined)
  const filtered = events('0', ['imconnector.message'])
  equal((await next(filtered)).event, 'ready')
  equal((await deletion(filtered)).entity, 'imconnector.message')
  await filtered.return(undefined)
})
