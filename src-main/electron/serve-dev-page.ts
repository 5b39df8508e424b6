import { net } from 'electron'

/** While developing, the page comes from Vite's server with what it needs to reload hot; files of projects as ever. */
export function serveDevPage(
  server: string,
  serve: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return (request) => {
    const { pathname, search } = new URL(request.url)
    return pathname.startsWith('/files/') ? serve(request) : net.fetch(new URL(pathname + search, server).href)
  }
}
