// A portal that was renamed: its old address answers 302 to the new one.
import { Portal, call, equal, fault } from './support.mjs'

fault(
  'a renamed portal is followed to its new address',
  'it follows the 302 as a GET, which loses the token and all parameters (docs/protocol.md 5.1)',
  'Wrong authorization data',
  async () => {
    const portal = await Portal.add('js-moved')
    const client = await portal.client()
    await portal.control('rename', { to: 'js-moved-on' })
    equal((await call(client, 'profile')).ID, '1')
  }
)
