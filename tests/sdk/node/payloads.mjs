// Every event that the simulator sends, against the types that the SDK declares for events; it has no classes for them.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'qs-esm'
import { Portal, RECEIVER, call, check, control, equal, fault, received } from './support.mjs'

const handler = `${RECEIVER}/events`
const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const nested = (fields) => parse(new URLSearchParams(fields).toString(), { depth: 16, parameterLimit: 10_000 })

/** What the app received, nested as a framework nests it. */
async function events() {
  return (await received()).map(({ fields }) => nested(fields))
}

async function bind(client, codes) {
  for (const event of codes) {
    equal(await call(client, 'event.bind', { event, handler }), true)
  }
}

/** One event of each code that a deletion raises, and in the end one without tokens. */
async function ofDeletions() {
  const portal = await Portal.add('js-payloads')
  const client = await portal.client()
  const offered = await call(client, 'events')
  await bind(client, offered.filter((code) => /(DELETED?|UNREGISTER)(_\d+)?$/.test(code)))
  await received()
  for (const kind of (await control('', undefined, 'GET')).kinds) {
    await portal.control('delete', { kind })
  }
  await portal.control('switches', { without_tokens: true }, 'PATCH')
  await portal.control('delete', { kind: 'lead' })
  return events()
}

const LIFE = [
  'ONAPPINSTALL', 'ONOFFLINEEVENT', 'ONAPPPAYMENT', 'ONAPPUSERREADY', 'ONAPPMETHODCONFIRM', 'ONAPPUPDATE',
  'ONAPPUNINSTALL'
]

/** The events of LIFE, in its order. */
async function ofTheApp() {
  const portal = await Portal.add('js-payloads-life')
  await received()
  await portal.control('install', { how: 'callback' })
  const client = await portal.client()
  const codes = ['ONAPPPAYMENT', 'ONAPPUPDATE', 'ONAPPUNINSTALL', 'ONOFFLINEEVENT']
  await bind(client, codes)
  await call(client, 'event.bind', { event: 'ONCRMLEADDELETE', event_type: 'offline' })
  await portal.control('delete', { kind: 'lead' })
  await portal.control('paid', { paid: false })
  await portal.control('paid', { paid: true })
  await portal.control('user-ready')
  await portal.control('confirm-method', { method: 'user.get', confirmed: true })
  await portal.control('update')
  await bind(client, codes)
  await portal.control('uninstall', { clean: true })
  return events()
}

/** What the compiler says to values of the SDK's types: by the value's name, for those that don't fit. */
function misfits(values) {
  const names = Object.keys(values)
  const line = (name) => `export const ${name}: ${values[name].type} = ${JSON.stringify(values[name].value)}`
  const lines = ["import type * as sdk from '@bitrix24/b24jssdk'", ...names.map(line), '']
  writeFileSync(here('values.ts'), lines.join('\n'))
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023']
  try {
    execFileSync(process.execPath, [here('node_modules/typescript/bin/tsc'), ...options, here('values.ts')], { encoding: 'utf8' })
    return {}
  } catch (error) {
    const found = [...error.stdout.matchAll(/values\.ts\((\d+),\d+\): error (.*)/g)]
    assert(found.length > 0, error.stdout)
    return Object.fromEntries(found.map(([, line, text]) => [names[line - 2], text]))
  }
}

async function compared() {
  const deletions = await ofDeletions()
  const life = await ofTheApp()
  const values = {}
  for (const [index, event] of [...deletions, ...life].entries()) {
    const { auth, ...rest } = event
    values[`event_${index}`] = { type: 'sdk.EventHandlerParams', value: rest }
    values[`auth_${index}`] = { type: 'Partial<sdk.HandlerAuthParams>', value: auth }
  }
  const hasTokens = ({ auth }) => 'access_token' in auth && !('refresh_token' in auth)
  values.ordinary = { type: 'sdk.EventHandlerParams', value: deletions.find(hasTokens) }
  values.tokenless = { type: 'sdk.EventHandlerParams', value: deletions.at(-1) }
  values.install = { type: 'sdk.EventOnAppInstallHandlerParams', value: life[0] }
  values.uninstall = { type: 'sdk.EventOnAppUnInstallHandlerParams', value: life.at(-1) }
  return { deletions, life, misfit: misfits(values) }
}

let comparing
const all = () => (comparing ??= compared())

/** Throws what the compiler said to the values whose names begin so. */
function fits(misfit, beginning) {
  const said = Object.entries(misfit).filter(([name]) => name.startsWith(beginning))
  assert(said.length === 0, said.map(([name, text]) => `${name}: ${text}`).join('; '))
}

check('every event of every deletion, and of the app\'s life, is an EventHandlerParams', async () => {
  const { deletions, life, misfit } = await all()
  assert(new Set(deletions.map(({ event }) => event)).size >= 37, `${deletions.length}`)
  equal(life.map(({ event }) => event), LIFE)
  fits(misfit, 'event_')
})

check('what stands in auth is in HandlerAuthParams', async () => fits((await all()).misfit, 'auth_'))

check('ONAPPINSTALL is an EventOnAppInstallHandlerParams', async () => fits((await all()).misfit, 'install'))

check('ONAPPUNINSTALL is an EventOnAppUnInstallHandlerParams', async () => fits((await all()).misfit, 'uninstall'))

fault(
  'an ordinary event with its auth is an EventHandlerParams',
  'HandlerAuthParams wants a refresh_token, which ordinary events don\'t carry (docs/protocol.md 1.4)',
  "Property 'refresh_token' is missing",
  async () => fits((await all()).misfit, 'ordinary')
)

fault(
  'an event without tokens, with its auth, is an EventHandlerParams',
  'HandlerAuthParams wants tokens, which events that no user raised don\'t carry (docs/protocol.md 1.4)',
  'access_token, expires, expires_in, scope',
  async () => fits((await all()).misfit, 'tokenless')
)
