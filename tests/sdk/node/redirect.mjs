// Leads the names of portals and of the authorization server to the proxy; every other name is unknown here.
//
// The SDK stays as it is: its requests take Node's own agent for https, which is told where to connect.
import https from 'node:https'

const port = Number(process.env.SDK_PROXY_PORT)
const server = process.env.SDK_SERVER_HOST
const domain = process.env.SDK_PORTAL_DOMAIN
const connect = https.globalAgent.createConnection

https.globalAgent.createConnection = function (options, whenDone) {
  const name = options.host
  if (name !== server && !name.endsWith(`.${domain}`)) {
    throw new Error(`${name} is not part of the test`)
  }
  return connect.call(this, { ...options, host: '127.0.0.1', port, servername: name }, whenDone)
}
