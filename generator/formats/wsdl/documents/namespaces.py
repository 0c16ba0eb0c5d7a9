"""The namespaces a WSDL or a schema is written in."""

XSD = "http://www.w3.org/2001/XMLSchema"
XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XHTML = "http://www.w3.org/1999/xhtml"
WSDL_11 = "http://schemas.xmlsoap.org/wsdl/"
WSDL_20 = "http://www.w3.org/ns/wsdl"
SOAP_11 = "http://schemas.xmlsoap.org/wsdl/soap/"
SOAP_12 = "http://schemas.xmlsoap.org/wsdl/soap12/"
SOAP_20 = "http://www.w3.org/ns/wsdl/soap"
HTTP_11 = "http://schemas.xmlsoap.org/wsdl/http/"
HTTP_20 = "http://www.w3.org/ns/wsdl/http"
MIME = "http://schemas.xmlsoap.org/wsdl/mime/"
ENCODING_11 = "http://schemas.xmlsoap.org/soap/encoding/"
ENCODING_12 = "http://www.w3.org/2003/05/soap-encoding"
ENVELOPE_11 = "http://schemas.xmlsoap.org/soap/envelope/"
ENVELOPE_12 = "http://www.w3.org/2003/05/soap-envelope"
CONTRACT = "urn:apikatalog:contract"
"""Ours: what copies of a spec say of its parts. Nobody's host; the name alone counts."""
POLICY = frozenset(
    ("http://schemas.xmlsoap.org/ws/2004/09/policy", "http://www.w3.org/ns/ws-policy")
)
ADDRESSING = frozenset(
    (
        "http://www.w3.org/2006/05/addressing/wsdl",
        "http://www.w3.org/2007/05/addressing/metadata",
    )
)

KNOWN = frozenset((XSD, XML, XSI, ENCODING_11, ENCODING_12))
"""Those whose definitions everybody has, so that no file need hold them."""

NO_REMARKS = (
    frozenset((XSD, XML, XSI, WSDL_11, WSDL_20, SOAP_11, SOAP_12, SOAP_20, HTTP_11, HTTP_20, MIME))
    | KNOWN
    | POLICY
    | ADDRESSING
)
"""Those whose elements and attributes say what the spec is, not what somebody thinks of it."""
