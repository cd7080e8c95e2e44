// The SDK in a portal's frame, in a real browser: getInitData, refreshAuth and setInstallFinish by messages.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DOMAIN, Portal, RECEIVER, check, control, delivered, equal, received } from './support.mjs'

const sdk = fileURLToPath(new URL('node_modules/@bitrix24/b24jssdk/dist/umd/index.min.js', import.meta.url))

/** The app's page: runs `script` with the SDK, and sends what it gives to the app. */
function page(script) {
  return `<!doctype html><title>app</title><script>${readFileSync(sdk, 'utf8')}</script><script>
    (async () => { ${script} })()
      .catch((error) => ({ error: String(error) }))
      .then((seen) => fetch('/seen', { method: 'POST', body: new URLSearchParams({ seen: JSON.stringify(seen) }) }))
  </script>`
}

/** Opens the app in the portal's page until `end`; gives the frame's fields, and what the app's page saw. */
async function open(portal, path, script, end = () => {}) {
  await fetch(RECEIVER + path, { method: 'PUT', body: page(script) })
  await received()
  const profile = mkdtempSync(join(tmpdir(), 'sdk-frame-'))
  const browser = spawn('chromium', [
    '--headless=new', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`, '--ignore-certificate-errors',
    `--host-resolver-rules=MAP *.${DOMAIN} 127.0.0.1:${process.env.SDK_PROXY_PORT}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    `https://${portal.domain}/marketplace/app/`
  ], { stdio: 'ignore' })
  try {
    const posts = await delivered(({ path }) => path === '/seen')
    const fields = posts.find((post) => post.path === path).fields
    await end()
    return { fields, seen: JSON.parse(posts.at(-1).fields.seen), events: posts.map((post) => post.fields.event) }
  } finally {
    browser.kill()
    await once(browser, 'exit')
    // The browser's helpers may write for a moment after it has ended.
    await rm(profile, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 })
  }
}

check('initializeB24Frame and refreshAuth in the app\'s frame', async () => {
  const portal = await Portal.add('js-frame', { language: 'de' })
  const { fields, seen } = await open(portal, '/bitrix24/app', `
    const frame = await B24Js.initializeB24Frame()
    const before = frame.auth.getAuthData()
    const after = await frame.auth.refreshAuth()
    const { isInstallMode } = frame
    return { before, after, isInstallMode, lang: frame.getLang(), sid: frame.getAppSid(), isAdmin: frame.auth.isAdmin }
  `)
  const { member_id } = await portal.control('', undefined, 'GET')
  equal([seen.error, seen.lang, seen.sid, seen.isInstallMode, seen.isAdmin], [undefined, 'de', fields.APP_SID, false, true])
  equal([seen.before.access_token, seen.before.member_id], [fields.AUTH_ID, member_id])
  assert(seen.after.access_token !== seen.before.access_token && seen.after.expires_in > 0, JSON.stringify(seen.after))
})

check('installFinish in the installer\'s frame', async () => {
  await control('portals', { name: 'js-frame-install' })
  const portal = new Portal('js-frame-install')
  const { seen } = await open(portal, '/bitrix24/install', `
    const frame = await B24Js.initializeB24Frame()
    const { isInstallMode } = frame
    frame.installFinish()
    return { isInstallMode }
  `, async () => {
    // The portal's page hears of it after the app has, and needs the browser for it.
    const patience = Date.now() + 10_000
    while (!(await portal.control('', undefined, 'GET')).finished) {
      assert(Date.now() < patience, 'the installation was not finished')
    }
  })
  equal(seen, { isInstallMode: true })
})
