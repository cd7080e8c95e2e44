// What all subjects use: checks and their lines, portals of the simulator, clients, what the app received.
import assert from 'node:assert/strict'
import './redirect.mjs'
import axios from 'axios'
import { B24OAuth, Logger, ParamsFactory } from '@bitrix24/b24jssdk'

const SIM = process.env.SDK_SIM
export const { SDK_RECEIVER: RECEIVER, SDK_SERVER_HOST: SERVER, SDK_PORTAL_DOMAIN: DOMAIN } = process.env
export const APP = { clientId: process.env.SDK_CLIENT_ID, clientSecret: process.env.SDK_CLIENT_SECRET }
export const equal = assert.deepEqual

const checks = []

/** A check: it holds if it throws nothing. */
export function check(name, run) {
  checks.push({ name, run })
}

/** What the SDK does wrong by itself: as long as it does, `run` throws an error that `says` so. */
export function fault(name, why, says, run) {
  checks.push({ name, why, says, run })
}

/** Prints a line for each check; tells whether all is as it should be. */
export async function runAll() {
  let failed = 0
  for (const { name, why, says, run } of checks) {
    const error = await Promise.resolve().then(run).then(() => undefined, (thrown) => thrown)
    const text = String(error?.message ?? error).replaceAll(/\s+/g, ' ')
    if (!error && !why) {
      console.log(`ok   node ${name}`)
    } else if (error && why && text.includes(says)) {
      console.log(`SDK  node ${name}: ${why}`)
    } else {
      failed += 1
      console.log(`FAIL node ${name}: ${error ? text.slice(0, 300) : 'the SDK does this right by now'}`)
    }
  }
  return failed === 0
}

async function ask(method, url, body) {
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(url, { method, headers, body: method === 'GET' ? undefined : JSON.stringify(body ?? {}) })
  assert(answer.ok, `${method} ${url} gave ${answer.status}`)
  return answer.json()
}

/** A request to the simulator's own routes. */
export function control(path, body, method = 'POST') {
  return ask(method, `${SIM}/_sim/${path}`, body)
}

/** What the app has received since the last time: for each POST its path and its fields. */
export async function received() {
  const posts = await ask('GET', RECEIVER)
  return posts.map(({ path, query, body }) => ({
    path,
    fields: Object.fromEntries([...new URLSearchParams(query), ...new URLSearchParams(body)])
  }))
}

/** The same, once `wanted` is among it: events that a call raises come after its answer. */
export async function delivered(wanted = () => true) {
  const patience = Date.now() + 20_000
  const posts = []
  while (!posts.some(wanted)) {
    assert(Date.now() < patience, `only this came: ${JSON.stringify(posts)}`)
    posts.push(...await received())
  }
  return posts
}

/** A portal that has the app. */
export class Portal {
  static async add(name, spec = {}) {
    await control('portals', { name, ...spec })
    const portal = new Portal(name, spec.authority)
    await portal.control('install', { how: 'silently' })
    return portal
  }

  constructor(name, authority) {
    this.name = name
    this.authority = authority
    this.domain = `${name}.${DOMAIN}`
  }

  control(path, body, method) {
    return control(`portals/${this.name}/${path}`, body, method)
  }

  async users() {
    return (await this.control('users', undefined, 'GET')).users
  }

  /** What the authorization server answers to a code: the SDK has nothing that exchanges one. */
  async exchange(user = 1) {
    const { code } = await this.control('code', { user_id: user })
    const query = new URLSearchParams({
      grant_type: 'authorization_code', client_id: APP.clientId, client_secret: APP.clientSecret, code
    })
    const server = this.authority ? `${this.authority}.${DOMAIN}` : SERVER
    return (await axios.get(`https://${server}/oauth/token/?${query}`)).data
  }

  /** A client of the SDK, from a code that the portal hands out. */
  async client(user = 1, changes = {}) {
    const tokens = await this.exchange(user)
    const summary = await this.control('', undefined, 'GET')
    const options = {
      applicationToken: summary.application_token,
      userId: tokens.user_id,
      memberId: tokens.member_id,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token,
      expires: tokens.expires,
      expiresIn: tokens.expires_in,
      scope: tokens.scope,
      domain: this.domain,
      clientEndpoint: tokens.client_endpoint,
      serverEndpoint: tokens.server_endpoint,
      status: tokens.status,
      ...changes
    }
    // One attempt, and no waiting for limits that the simulator doesn't have.
    const unlimited = { burstLimit: 10_000, drainRate: 10_000, adaptiveEnabled: false }
    const restrictionParams = { ...ParamsFactory.getDefault(), rateLimit: unlimited, maxRetries: 1 }
    const client = new B24OAuth(options, APP, { restrictionParams })
    client.setLogger(new Logger('test')) // without a handler: it says nothing of what is deprecated
    return client
  }
}

/** The result of one call. */
export async function call(client, method, params = {}) {
  const answer = await client.actions.v2.call.make({ method, params })
  assert(answer.isSuccess, answer.getErrorMessages().join('; '))
  return answer.getData().result
}

/** The error with which `run` rejects, or which its result carries. */
export async function refusal(run) {
  try {
    const result = await run()
    if (result.isSuccess === false) {
      return [...result.getErrors()][0]
    }
  } catch (error) {
    return error
  }
  throw new Error('an error was due')
}
