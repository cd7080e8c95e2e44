// Every error of docs/protocol.md 3.7 comes as the SDK's typed error, with its code and status.
import assert from 'node:assert/strict'
import { AjaxError, ApiVersion, RefreshTokenError } from '@bitrix24/b24jssdk'
import { Portal, call, check, control, equal, fault, refusal } from './support.mjs'

const portal = await Portal.add('js-errors')

const OF_PORTALS = {
  NO_AUTH_FOUND: 401, ERROR_OAUTH: 401, NOT_INSTALLED: 401, APPLICATION_NOT_FOUND: 401, authorization_error: 401,
  PAYMENT_REQUIRED: 401, METHOD_CONFIRM_WAITING: 401, METHOD_CONFIRM_DENIED: 403, INVALID_CREDENTIALS: 403,
  insufficient_scope: 403, ACCESS_DENIED: 403, user_access_error: 403, WRONG_AUTH_TYPE: 403, WRONG_LICENSE: 403,
  ERROR_EVENT_NOT_FOUND: 400, ERROR_CORE: 400, ERROR_ARGUMENT: 400, ERROR_METHOD_NOT_FOUND: 404,
  ERROR_BATCH_LENGTH_EXCEEDED: 400, ERROR_BATCH_METHOD_NOT_ALLOWED: 405, INVALID_REQUEST: 400,
  QUERY_LIMIT_EXCEEDED: 503, OPERATION_TIME_LIMIT: 429, OVERLOAD_LIMIT: 503, INTERNAL_SERVER_ERROR: 500,
  ERROR_UNEXPECTED_ANSWER: 500
}

const OF_THE_SERVER = {
  invalid_request: 400, invalid_client: 400, invalid_grant: 400, bad_verification_code: 400, INVALID_SCOPE: 403,
  insufficient_scope: 403, PAYMENT_REQUIRED: 401, NOT_INSTALLED: 401, INTERNAL_SERVER_ERROR: 500
}

for (const [code, status] of Object.entries(OF_PORTALS)) {
  check(`${code} of a portal`, async () => {
    const client = await portal.client()
    await portal.control('faults', { on: 'profile', fault: { error: { code } }, times: 1 })
    const error = await refusal(() => call(client, 'profile'))
    assert(error instanceof AjaxError, `${error}`)
    equal([error.code, error.status], [code, status])
  })
}

for (const [code, status] of Object.entries(OF_THE_SERVER)) {
  check(`${code} of the authorization server`, async () => {
    const client = await portal.client()
    await control('faults', { on: 'oauth/token', fault: { error: { code } }, times: 1 })
    const error = await refusal(() => client.auth.refreshAuth())
    assert(error instanceof RefreshTokenError, `${error}`)
    equal([error.code, error.status], [code, status])
  })
}

check('PORTAL_DELETED, whatever its status', async () => {
  const client = await portal.client()
  for (const status of [403, 410, 500]) {
    const fault = { error: { code: 'PORTAL_DELETED', status } }
    await portal.control('faults', { on: 'profile', fault, times: 1 })
    const error = await refusal(() => call(client, 'profile'))
    equal([error.code, error.status], ['PORTAL_DELETED', status])
  }
})

check('pages of proxies', async () => {
  const client = await portal.client()
  for (const status of [403, 404, 429, 451, 500]) {
    await portal.control('faults', { on: 'profile', fault: { status }, times: 1 })
    const error = await refusal(() => call(client, 'profile'))
    assert(error instanceof AjaxError, `${error}`)
    equal(error.status, status)
  }
})

check('a busy portal is asked again', async () => {
  const client = await portal.client()
  const restrictions = client.getHttpClient(ApiVersion.v2).getRestrictionManagerParams()
  await client.setRestrictionManagerParams({ ...restrictions, maxRetries: 2 })
  await portal.control('faults', { on: 'profile', fault: { error: { code: 'QUERY_LIMIT_EXCEEDED' } }, times: 1 })
  equal((await call(client, 'profile')).ID, '1')
})

check('invalid_token is followed by a refresh and the same call', async () => {
  const client = await portal.client()
  await portal.control('faults', { on: 'profile', fault: { error: { code: 'invalid_token' } }, times: 1 })
  equal((await call(client, 'profile')).ID, '1')
})

check('expired_token with a dead refresh token', async () => {
  const client = await portal.client()
  await portal.control('expire-access-tokens')
  await portal.control('kill-refresh-tokens')
  const error = await refusal(() => call(client, 'profile'))
  assert(error instanceof AjaxError, `${error}`)
  assert(error.originalError instanceof RefreshTokenError, `${error.originalError}`)
  equal(error.originalError.code, 'invalid_grant')
})

fault(
  'wrong_client of the authorization server',
  'it comes with 200, and the SDK makes a plain SdkError of that, with the code in its text only (docs/protocol.md 3.7)',
  'SdkError JSSDK_OAUTH_TOKEN_REFRESH_FAILED: Token update error: wrong_client',
  async () => {
    const client = await portal.client()
    await control('faults', { on: 'oauth/token', fault: { error: { code: 'wrong_client' } }, times: 1 })
    const error = await refusal(() => client.auth.refreshAuth())
    assert(error instanceof RefreshTokenError, `${error.constructor.name} ${error.code}: ${error.message}`)
  }
)

fault(
  'the code of a refresh that was refused within a call',
  'it is JSSDK_UNKNOWN_ERROR, and the RefreshTokenError is its originalError',
  'JSSDK_UNKNOWN_ERROR',
  async () => {
    const client = await portal.client()
    await portal.control('expire-access-tokens')
    await portal.control('kill-refresh-tokens')
    const { code } = await refusal(() => call(client, 'profile'))
    assert(code === 'invalid_grant', code)
  }
)

check('a method outside the app\'s scopes, one that is not there, and feature.get without a code', async () => {
  const narrow = await (await Portal.add('js-errors-scope', { scopes: ['crm'] })).client()
  const code = async (method) => (await refusal(() => call(narrow, method))).code
  equal(await code('user.get'), 'insufficient_scope')
  equal(await code('no.such.method'), 'ERROR_METHOD_NOT_FOUND')
  equal(await code('feature.get'), 'CODE_EMPTY')
})
