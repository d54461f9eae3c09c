"""Django's own WSGI application: only the peer of `bench pages`, never a way into Rembuk."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
