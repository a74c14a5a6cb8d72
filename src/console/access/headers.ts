import { secureHeaders } from 'hono/secure-headers';

/**
 * Nothing from anywhere else, no script or style in a page itself, in nobody's frame, and no copy in any cache
 * (OWASP ASVS 5.0.0, 3.4.1-3.4.6, 14.3.2). HSTS is heeded by browsers over TLS only. The referrer stays with us and is
 * not left out: without one browsers send our own forms with the origin `null`
 * (fetch.spec.whatwg.org, append a request Origin header).
 */
export const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  referrerPolicy: 'same-origin',
  strictTransportSecurity: 'max-age=31536000',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
});
