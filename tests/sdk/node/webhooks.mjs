// Outgoing webhooks: what the service posts, verified by the library of Standard Webhooks.
import { createServer } from 'node:http'
import { once } from 'node:events'

import { Webhook } from 'standardwebhooks'

import { check, equal } from './support.mjs'

const { SDK_SERVICE: service, SDK_SERVICE_KEY: key } = process.env

const post = async (path, body) => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const answer = await fetch(`${service}/api/v1${path}`, { method: 'POST', headers, body: body && JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

check('standardwebhooks verifies what is posted, with the new secret and for a day with the old one', async () => {
  let take
  const received = new Promise((resolve) => (take = resolve))
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.writeHead(204).end()
    take({ headers: request.headers, body })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const created = await post('/webhooks', { url: `http://127.0.0.1:${server.address().port}/` })
  const rotated = await post(`/webhooks/${created.id}/rotate-secret`)
  const sent = await post(`/webhooks/${created.id}/test`)
  const { headers, body } = await received
  server.close()
  server.closeAllConnections()
  equal(headers['webhook-id'], sent.message_id)
  for (const secret of [created.secret, rotated.secret]) {
    equal(new Webhook(secret).verify(body, headers).type, 'webhook.test')
  }
  let refused = false
  try {
    new Webhook(created.secret).verify(`${body} `, headers)
  } catch {
    refused = true
  }
  equal(refused, true)
})
