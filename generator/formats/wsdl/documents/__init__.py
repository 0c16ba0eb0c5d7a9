"""The files of a spec, those they refer to included, as WSDL definitions and XML schemas."""
