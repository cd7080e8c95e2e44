// Tokens: from a code, refreshed, refreshed by itself after expired_token.
import assert from 'node:assert/strict'
import { RefreshTokenError } from '@bitrix24/b24jssdk'
import { DOMAIN, Portal, SERVER, call, check, equal, fault, refusal } from './support.mjs'

const portal = await Portal.add('js-tokens')

async function grants() {
  return (await portal.control('', undefined, 'GET')).refreshes_granted
}

check('the answer to a code has all that B24OAuth needs', async () => {
  const tokens = await portal.exchange()
  const soon = Date.now() / 1000 + 3500
  assert(tokens.expires > soon && tokens.user_id === 1, JSON.stringify(tokens))
  equal(tokens.server_endpoint, `https://${SERVER}/rest/`)
  equal((await call(await portal.client(), 'profile')).ID, '1')
})

check('a refresh brings another pair, which works', async () => {
  const client = await portal.client()
  const before = client.auth.getAuthData()
  const after = await client.auth.refreshAuth()
  assert(after.access_token !== before.access_token && after.refresh_token !== before.refresh_token)
  equal((await call(client, 'profile')).ID, '1')
})

check('expired_token is followed by a refresh and the same call', async () => {
  const client = await portal.client()
  let renewed
  client.setCallbackRefreshAuth(async ({ b24OAuthParams }) => { renewed = { ...b24OAuthParams } })
  await portal.control('expire-access-tokens')
  const before = await grants()
  equal((await call(client, 'profile')).ID, '1')
  equal(await grants(), before + 1)
  equal(renewed.clientEndpoint, `https://${portal.domain}/rest/`)
})

check('calls that expire together are all answered', async () => {
  const client = await portal.client()
  await portal.control('expire-access-tokens')
  const profiles = await Promise.all([1, 2, 3, 4].map(() => call(client, 'profile')))
  equal(profiles.map((profile) => profile.ID), ['1', '1', '1', '1'])
})

check('a token past its time is refreshed before the call', async () => {
  const client = await portal.client(1, { expires: Math.floor(Date.now() / 1000) - 1 })
  const before = await grants()
  equal((await call(client, 'profile')).ID, '1')
  equal(await grants(), before + 1)
})

check('a dead refresh token is a RefreshTokenError', async () => {
  const client = await portal.client()
  await portal.control('kill-refresh-tokens')
  const error = await refusal(() => client.auth.refreshAuth())
  assert(error instanceof RefreshTokenError, `${error}`)
  equal([error.code, error.status], ['invalid_grant', 400])
})

check('a refresh goes to the authorization server of the portal', async () => {
  const east = await Portal.add('js-tokens-east', { authority: 'east' })
  const client = await east.client()
  equal((await east.exchange()).server_endpoint, `https://east.${DOMAIN}/rest/`)
  await client.auth.refreshAuth()
  equal((await call(client, 'profile')).ID, '1')
})

fault(
  'a refresh that names another client_endpoint',
  'it is given to the callback, and calls go on to the old one (docs/protocol.md 5.1)',
  'Wrong authorization data',
  async () => {
    const moving = await Portal.add('js-tokens-moving')
    const client = await moving.client()
    await moving.control('rename', { to: 'js-tokens-moved' })
    await client.auth.refreshAuth()
    equal((await call(client, 'profile')).ID, '1')
  }
)
